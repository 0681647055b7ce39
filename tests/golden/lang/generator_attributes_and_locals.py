# What generators, coroutines and async generators show of themselves, at rest and running.
import inspect
import types
import warnings
warnings.simplefilter('ignore')


def gen():
    yield 1


async def co():
    await sw()


@types.coroutine
def sw():
    yield


async def ag():
    await sw()
    yield 1


def states(x):
    if inspect.isgenerator(x):
        return inspect.getgeneratorstate(x), x.gi_running, x.gi_suspended, x.gi_frame is not None, x.gi_yieldfrom is not None
    if inspect.iscoroutine(x):
        return inspect.getcoroutinestate(x), x.cr_running, x.cr_suspended, x.cr_frame is not None, x.cr_await is not None
    return inspect.getasyncgenstate(x), x.ag_running, x.ag_suspended, x.ag_frame is not None, x.ag_await is not None


g = gen(); print(states(g)); next(g); print(states(g)); list(g); print(states(g))
g = gen(); g.close(); print(states(g))
c = co(); print(states(c)); c.send(None); print(states(c)); print(inspect.getcoroutinelocals(c)); c.close(); print(states(c))
a = ag(); print(states(a)); s = a.__anext__(); s.send(None); print(states(a))
try:
    s.send(None)
except StopIteration as e:
    print(e.value)
print(states(a))


def runs():
    print(states(me))
    print(inspect.getgeneratorlocals(me))
    yield


me = runs(); next(me)


async def cruns():
    print(states(mc))
    await sub()


async def sub():
    print(states(mc), mc.cr_frame.f_lineno - mc.cr_code.co_firstlineno)
    await sw()


mc = cruns(); mc.send(None); print(states(mc), mc.cr_frame.f_lineno - mc.cr_code.co_firstlineno)


async def aruns():
    print(states(ma))
    await sub2()
    yield 1


async def sub2():
    print(states(ma))


ma = aruns()
try:
    ma.__anext__().send(None)
except StopIteration:
    pass
for x, n in ((gen(), 'gi_frame'), (co(), 'cr_frame'), (ag(), 'ag_frame')):
    for attr in (n, n[:3] + 'running', n[:3] + 'code', n[:3] + 'suspended'):
        try:
            setattr(x, attr, 1)
        except Exception as e:
            print(type(e).__name__, e)
    x.__name__ = 'renamed'
    x.__qualname__ = 'q.renamed'
    print(repr(x).split(' at ')[0], x.__name__, getattr(x, n).f_code.co_name)
    try:
        x.__name__ = 5
    except TypeError as e:
        print(e)
    try:
        del x.__name__
    except TypeError as e:
        print(e)
    try:
        x.foo = 1
    except AttributeError as e:
        print(e)


def locs():
    a = 1
    b = [x for x in range(3)]
    f = lambda: a
    yield
    c = 5
    yield
    del a
    yield


l = locs()
print(l.gi_frame.f_locals)
next(l); print({k: v for k, v in l.gi_frame.f_locals.items() if k != 'f'})
next(l); print({k: v for k, v in l.gi_frame.f_locals.items() if k != 'f'})
fr = l.gi_frame
fr.f_locals['a'] = 'new'
print(fr.f_locals['f']())
next(l); print({k: v for k, v in l.gi_frame.f_locals.items() if k != 'f'})
p = fr.f_locals
print(type(p).__name__, 'c' in p, len(p), p == fr.f_locals, p is fr.f_locals, list(p))
p['extra'] = 3
print('extra' in fr.f_locals, sorted(fr.f_locals))
try:
    p['nope']
except KeyError as e:
    print(e)
print(fr.f_globals is globals(), fr.f_builtins is __builtins__.__dict__, fr.f_trace, fr.f_code is l.gi_code)
