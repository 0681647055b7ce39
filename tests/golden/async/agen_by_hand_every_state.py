# Steps of an async generator driven by hand: busy, closed, thrown into, ignored exits, StopIteration from inside.
import sys
import types


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))


@types.coroutine
def sw(v):
    return (yield v)


async def ag():
    try:
        x = yield 1
        print('got', x)
        y = await sw('w')
        print('awaited', y)
        yield 2
    except ValueError as e:
        print('caught', e)
        await sw('in except')
        yield 'except'
    finally:
        print('finally', repr(sys.exception()))
        await sw('in finally')


def run(c, *vals):
    out = []
    it = iter(vals)
    try:
        v = c.send(None)
        while True:
            out.append(v)
            v = c.send(next(it, None))
    except StopIteration as e:
        return out, e.value
    except BaseException as e:
        return out, repr(e)


a = ag()
print(run(a.__anext__()), run(a.asend('s'), 'aw'), run(a.__anext__()), run(a.__anext__()))
a = ag()
print(run(a.__anext__()), run(a.athrow(ValueError('q'))), run(a.aclose()), run(a.__anext__()))
a = ag()
attempt('asend nonnone', lambda: a.asend(1).send(None))
print(run(a.aclose()), run(a.__anext__()), run(a.aclose()), run(a.athrow(KeyError)))
a = ag()
run(a.__anext__())
s = a.asend(5)
print(s.send(None), a.ag_running, type(a.ag_await).__name__)
attempt('busy anext', lambda: a.__anext__().send(None))
attempt('busy aclose', lambda: a.aclose().send(None))
attempt('busy athrow', lambda: a.athrow(OSError).send(None))
attempt('s throw', lambda: s.throw(ValueError('into')))
attempt('s send', lambda: s.send(None))
attempt('s send', lambda: s.send(None))
attempt('s throw', lambda: s.throw(ValueError('late')))
attempt('s close', lambda: s.close())
c = a.aclose()
print(c.send(None), a.ag_running)
attempt('c send', lambda: c.send(None))
attempt('c send', lambda: c.send(None))
attempt('c throw', lambda: c.throw(ValueError))
attempt('c close', lambda: c.close())
x = a.__anext__()
attempt('x', lambda: x.send(None))

a = ag()
s = a.__anext__()
attempt('close unstarted', lambda: s.close())
attempt('send closed', lambda: s.send(None))
s = a.__anext__()
attempt('throw unstarted', lambda: s.throw(ValueError('early')))
attempt('next', lambda: a.__anext__().send(None))


async def ign():
    try:
        yield 1
    except GeneratorExit:
        yield 2


a = ign()
run(a.__anext__())
attempt('aclose ignored', lambda: run(a.aclose()))
attempt('then', lambda: run(a.__anext__()))


async def ign2():
    try:
        yield 1
    except GeneratorExit:
        await sw('z')
        yield 2


a = ign2()
run(a.__anext__())
c = a.aclose()
print(c.send(None))
attempt('aclose ignored', lambda: c.send(None))


async def st():
    raise StopAsyncIteration('x')
    yield


async def st2():
    raise StopIteration('x')
    yield


attempt('st', lambda: st().__anext__().send(None))
attempt('st2', lambda: st2().__anext__().send(None))


async def cst():
    raise StopIteration('x')


async def cst2():
    raise StopAsyncIteration('x')


attempt('cst', lambda: cst().send(None))
attempt('cst2', lambda: cst2().send(None))
a = ag()
c = a.athrow(ValueError('unstarted'))
attempt('athrow unstarted', lambda: c.send(None))
attempt('again', lambda: a.__anext__().send(None))
a = ag()
c = a.aclose()
c2 = a.aclose()
attempt('aclose1', lambda: c.send(None))
attempt('aclose2', lambda: c2.send(None))
a = ag()
run(a.__anext__())
c = a.athrow(GeneratorExit)
attempt('athrow GE', lambda: c.send(None))
attempt('athrow GE', lambda: c.send(None))
a = ag()
attempt('asend wrong first', lambda: a.asend(None).send(3))
print(a.ag_frame is a.ag_frame, a.ag_suspended, a.ag_code.co_name)
for m in (a.__anext__(), a.aclose()):
    print(type(m).__name__, m.__await__() is m, iter(m) is m)
    m.close()
