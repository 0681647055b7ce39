# Ranges of any size: items, iteration at the edge of 64 bits, slices, membership.
import sys

m = sys.maxsize
print(list(range(m - 1, m + 3)), list(range(-m - 2, -m + 1)), sum(range(m - 1, m + 2)))
print(list(range(0, 2 ** 64, 2 ** 62)), list(reversed(range(m, m + 4, 2))))
for i in range(m - 1, m + 2):
    pass
print(i == m + 1)
r = range(0, 2 ** 100)
print(r[5], r[-1] == 2 ** 100 - 1, r[2 ** 70:2 ** 71], r[::-2 ** 90][3] == 2 ** 100 - 1 - 3 * 2 ** 90)
for get in (lambda: len(r), lambda: r[2 ** 100], lambda: r['a'], lambda: range(5).index(9)):
    try:
        print(get())
    except Exception as e:
        print(type(e).__name__, e)


class Equal(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


print(Equal(11) in range(10), range(10).count(Equal(3)))
it = iter(range(m - 1, m + 1))
print(next(it), it.__length_hint__(), next(it), next(it, 'end'))
