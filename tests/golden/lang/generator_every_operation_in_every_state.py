# send, throw, close and next on generators, coroutines and their wrappers: fresh, suspended, returned, closed, failed.
import types
import warnings
warnings.simplefilter('ignore')


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))


@types.coroutine
def bare(v):
    return (yield v)


def gen():
    try:
        x = yield 1
        print('got', x)
        yield 2
    finally:
        print('finally')
    return 'ret'


async def coro():
    try:
        x = await bare(1)
        print('got', x)
        await bare(2)
    finally:
        print('finally')
    return 'ret'


def states(make):
    for prep in ('created', 'suspended', 'done', 'closed', 'raised'):
        for op in ('send None', 'send 1', 'throw', 'throw exit', 'throw stop', 'close', 'next'):
            g = make()
            try:
                if prep == 'suspended':
                    g.send(None)
                elif prep == 'done':
                    g.send(None)
                    g.send(None)
                    try:
                        g.send(None)
                    except StopIteration as e:
                        pass
                elif prep == 'closed':
                    g.send(None)
                    g.close()
                elif prep == 'raised':
                    g.send(None)
                    g.throw(OSError('prep'))
            except OSError:
                pass
            label = f'{prep} {op}'
            if op == 'send None':
                attempt(label, lambda: g.send(None))
            elif op == 'send 1':
                attempt(label, lambda: g.send(1))
            elif op == 'throw':
                attempt(label, lambda: g.throw(ValueError('v')))
            elif op == 'throw exit':
                attempt(label, lambda: g.throw(GeneratorExit))
            elif op == 'throw stop':
                attempt(label, lambda: g.throw(StopIteration('sv')))
            elif op == 'close':
                attempt(label, lambda: g.close())
            elif op == 'next' and hasattr(g, '__next__'):
                attempt(label, lambda: next(g))
            attempt(label + ' then next', lambda: g.send(None))
            attempt(label + ' then close', lambda: g.close())
            attempt(label + ' then throw', lambda: g.throw(KeyError('k')))


print('== gen')
states(gen)
print('== coro')
states(coro)
print('== wrapper')
states(lambda: coro().__await__())
