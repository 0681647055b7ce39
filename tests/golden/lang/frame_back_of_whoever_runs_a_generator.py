# Who is seen behind a generator that a loop, a native or the collector runs or closes.
import functools
import gc
import itertools
import sys


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))


def g(n):
    try:
        for i in range(n):
            yield i
            if i == 2:
                raise ValueError(i)
    finally:
        print('fin', sys._getframe(1).f_code.co_name)


def user():
    for x in g(5):
        if x == 1:
            break
    print('after break')
    attempt('list', lambda: list(g(5)))
    attempt('sum', lambda: sum(g(2)))
    attempt('sorted', lambda: sorted(g(2)))
    attempt('unpack', lambda: (lambda a, b: a)(*g(2)))
    def un():
        a, b = g(4)
    attempt('unpack2', un)
    def star():
        a, *b = g(2)
        return a, b
    attempt('star', star)
    attempt('in', lambda: 1 in g(4))
    attempt('zip', lambda: list(zip(g(1), g(2))))
    attempt('map', lambda: list(map(lambda x: x, g(2))))
    attempt('chain', lambda: list(itertools.chain(g(1), g(1))))
    attempt('any', lambda: any(g(3)))
    attempt('next default', lambda: next(g(0), 'd'))
    attempt('dict', lambda: {k: k for k in g(2)})
    attempt('genexp', lambda: list(x for x in g(2)))
    attempt('join', lambda: ''.join(str(x) for x in g(2)))
    attempt('reduce', lambda: functools.reduce(lambda a, b: a + b, g(2)))
    attempt('islice', lambda: list(itertools.islice(g(5), 2)))


user()


def names():
    f = sys._getframe(1)
    out = []
    while f:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


def gg():
    yield names()
    yield from (names() for _ in range(1))
    yield from [names() for _ in range(1)]
    yield from map(lambda x: names(), [1])


for n in gg():
    print(n)
print(list(gg())[0])
print([*gg()][1])


class C:
    def __iter__(self):
        yield names()
    def __getitem__(self, k):
        return names()
    def __del__(self):
        print('del', names()[:2])


for n in C():
    print(n)


def hold():
    c = C()
    yield
    del c
    yield


h = hold()
next(h); next(h)
h = hold()
next(h)
del h


# generator in own local
def own():
    me = yield
    try:
        yield 1
    finally:
        print('own fin')


o = own(); next(o); o.send(o)
del o
gc.collect()


def resurrect():
    try:
        yield
    finally:
        global saved
        saved = sys._getframe()


r = resurrect(); next(r); del r
print(saved.f_locals, saved.f_code.co_name, saved.f_back)
