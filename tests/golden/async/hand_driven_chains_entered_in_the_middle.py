# A chain of awaits driven by hand, entered in its middle, closed in parts, awaited twice.
import types
import warnings
warnings.simplefilter('ignore')


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))


@types.coroutine
def sw(v):
    r = yield v
    return r


async def leaf(n):
    try:
        r = await sw(n)
        print('leaf', r)
        r = await sw(n + 1)
        print('leaf', r)
        return r
    except ValueError as e:
        print('leaf caught', e)
        return 'recovered'
    finally:
        print('leaf finally')


async def mid(c):
    try:
        r = await c
        print('mid', r)
        return r
    finally:
        print('mid finally')


async def root(c):
    r = await c
    return r


l = leaf(1)
m = mid(l)
r = root(m)
print(r.send(None))
print(r.cr_await is m, m.cr_await is l, type(l.cr_await).__name__, r.cr_running, l.cr_running, l.cr_suspended)
attempt('send middle', lambda: m.send('direct'))
attempt('send leaf', lambda: l.send('leafdirect'))
attempt('root', lambda: r.send('x'))

l = leaf(1); m = mid(l); r = root(m)
r.send(None)
attempt('throw leaf', lambda: l.throw(ValueError('a')))
attempt('root', lambda: r.send(None))

l = leaf(1); m = mid(l); r = root(m)
r.send(None)
attempt('throw mid', lambda: m.throw(ValueError('a')))
attempt('root', lambda: r.send(None))

l = leaf(1); m = mid(l); r = root(m)
r.send(None)
attempt('close leaf', lambda: l.close())
print(m.cr_await is l, l.cr_frame)
attempt('root', lambda: r.send(None))

l = leaf(1); m = mid(l); r = root(m)
r.send(None)
attempt('close mid', lambda: m.close())
attempt('root throw', lambda: r.throw(KeyError('k')))

l = leaf(1); m = mid(l); r = root(m)
r.send(None)
attempt('await again', lambda: mid(l).send(None))
attempt('await again', lambda: root(m).send(None))
attempt('root', lambda: r.close())

l = leaf(1)
l.send(None)
m = mid(l)
attempt('await started', lambda: m.send(None))
l2 = leaf(3)
l2.send(None)
w = l2.__await__()
attempt('w', lambda: next(w))
attempt('w', lambda: next(w))
attempt('w', lambda: next(w))
attempt('await done', lambda: mid(l2).send(None))


async def selfawait():
    await me


me = selfawait()
attempt('self', lambda: me.send(None))


async def deep(n):
    if n:
        return await deep(n - 1) + 1
    return await sw('bottom')


d = deep(50)
print(d.send(None))
attempt('deep', lambda: d.send(0))
d = deep(50)
d.send(None)
attempt('deep throw', lambda: d.throw(KeyError('deep')))
d = deep(3)
d.send(None)
x = d
while x.cr_await is not None and hasattr(x.cr_await, 'cr_await'):
    x = x.cr_await
print(x.cr_code.co_name, x.cr_frame.f_locals)
attempt('from the middle', lambda: d.cr_await.send(5))
attempt('then', lambda: d.send(None))


class Aw:
    def __await__(self):
        try:
            r = yield 'aw'
            print('aw', r)
            return r
        except GeneratorExit:
            print('aw exit')
            raise


async def uses():
    return await Aw()


u = uses()
print(u.send(None), type(u.cr_await).__name__)
attempt('u', lambda: u.send(7))
u = uses()
u.send(None)
u.close()
u = uses()
u.send(None)
del u


@types.coroutine
def gencoro():
    yield from leaf(9)


g = gencoro()
attempt('g', lambda: next(g))
attempt('g', lambda: g.throw(ValueError('g')))


def notcoro():
    yield from leaf(10)


attempt('not coro', lambda: next(notcoro()))
