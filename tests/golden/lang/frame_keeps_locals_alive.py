# Who keeps whose locals alive: generators, their frames, tracebacks, callers.
import gc
import sys
import weakref

gc.disable()


class D:
    def __init__(s, n): s.n = n
    def __del__(s): print('del', s.n)


def g(n):
    d = D(n)
    yield sys._getframe()
    yield


x = g(1); f = next(x); del x; print('-1', f.f_code.co_name); del f
x = g(2); f = next(x); del f; print('-2'); del x
x = g(3); list(x); print('-3'); del x
x = g(4); f = next(x); list(x); print('-4', list(f.f_locals)); del x; print('-4b'); f.clear(); print('-4c')
x = g(5); f = next(x); list(x); del x, f; print('-5')


def raising(n):
    d = D(n)
    yield
    raise ValueError(n)


def t(n):
    try:
        list(raising(n))
    except ValueError as e:
        print('caught', n)
        tb = e.__traceback__
        fr = tb.tb_next.tb_frame
        print(fr.f_locals['d'].n)
        del tb, fr
    print('end', n)


t(6)
try:
    t2 = raising(7)
    next(t2); next(t2)
except ValueError as e:
    keep = e
del t2
print('kept'); del keep
print('-7')


def plain(n):
    d = D(n)
    return sys._getframe()


f = plain(8); print('-8'); f.clear(); print('-8b'); del f
f = plain(9); print('-9'); del f; print('-9b')


def fb(n):
    d = D(n)
    return plain(n + 1)


f = fb(12); print('-12', f.f_back.f_code.co_name, list(f.f_back.f_locals)); del f; print('-12b')


async def co(n):
    d = D(n)
    await co2(n + 1)


async def co2(n):
    d = D(n)
    await S()


class S:
    def __await__(self):
        yield sys._getframe(1)


c = co(14); f = c.send(None); print(f.f_code.co_name)
c.close(); print('closed', f.f_locals.keys()); del f; print('-14')
c = co(16); f = c.send(None); w = weakref.ref(c); del c; print(w(), f.f_locals.keys()); del f
print('-16')
c = co(18); f = c.send(None)
try:
    c.throw(KeyError('k'))
except KeyError as e:
    tb = e.__traceback__
    n = []
    while tb:
        n.append(tb.tb_frame.f_code.co_name); tb = tb.tb_next
    print(n)
print('-18'); del c, f; print('-18b')
