# Places in sorted sequences, with keys, bounds and what goes wrong.
import _bisect
import bisect
from collections import UserList

a = [1, 2, 2, 2, 3, 7]
for x in 0, 2, 5, 9:
    print(x, _bisect.bisect_left(a, x), _bisect.bisect_right(a, x), bisect.bisect(a, x, 2, 4), _bisect.bisect_left(a, x, lo=1, hi=-1))
print(_bisect.bisect_left(range(10**15), 10**14 + 3), _bisect.bisect_right('abcd', 'b'), _bisect.bisect_left(b'abc', 98))
words = ['a', 'bb', 'cccc']
print(_bisect.bisect_left(words, 3, key=len), _bisect.bisect_right(words, 2, key=len, hi=2))
_bisect.insort_right(words, 'dd', key=len)
_bisect.insort_left(words, 'ee', key=len)
print(words)
u = UserList([1, 5])
bisect.insort(u, 3)
bisect.insort_left(u, 3.0)
print(u)


class Log(list):
    def insert(self, at, item):
        print('insert', at, item)


bisect.insort(Log([1, 3]), 2)


class X:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print('lt', self.n, getattr(other, 'n', other))
        return self.n < getattr(other, 'n', other)


bisect.bisect_left([X(n) for n in range(5)], X(3))
bisect.bisect_right([X(n) for n in range(5)], X(3))
for call in ('bisect_left(a, 1, -1)', 'bisect_left(a, 1, "x")', 'bisect_left(a, "x")', 'bisect_left(a, 1, hi=99)', 'bisect_left(5, 1)', 'bisect_left(a)',
             'bisect_left(a, 1, 0, 2, 3)', 'insort_left((1, 2), 1)', 'bisect_left(a, 1, key=5)', 'insort_right(a, 1, lo=-5)', 'bisect_left(a, 1, 2**70)',
             'bisect_left(a, 1, lo=0, hi="a")', 'bisect_left(a=a, x=2)', 'bisect_left(a, 1, lo=4, hi=2)'):
    try:
        print(call, eval('_bisect.' + call))
    except Exception as e:
        print(call, type(e).__name__, e)
print(_bisect.bisect_left.__text_signature__, _bisect.insort_right.__text_signature__)
