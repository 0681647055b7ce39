# `f_back` and `sys._getframe(n)` go through generators that yield from one another; a suspended frame has nobody behind it.
import sys


def names(f):
    out = []
    while f is not None and f.f_code.co_name != 'run_all':
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


def gen3():
    yield names(sys._getframe())
    yield [sys._getframe(i).f_code.co_name for i in range(4)]


def gen2():
    yield from gen3()


def gen1():
    yield from gen2()


def run_all():
    for x in gen1():
        print(x)
    g = gen1()
    print(next(g))
    print(next(g), names(g.gi_frame), g.gi_frame.f_back)

    def lam():
        return next(h)
    h = gen1()
    print(lam())
    print(names(sys._getframe()))


run_all()
