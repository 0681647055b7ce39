# Closing coroutines that await in `finally`; exceptions, contexts and foreign awaitables in chains; async generators cut short.
import asyncio
import gc
import sys
import traceback
import types

sys.unraisablehook = lambda u: print('unraisable', type(u.exc_value).__name__, u.exc_value, u.err_msg.split(" at ")[0])


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))


@types.coroutine
def sw(v):
    return (yield v)


async def fin():
    try:
        await sw(1)
    finally:
        await sw('in finally')


c = fin(); c.send(None)
attempt('close', c.close)
attempt('send', lambda: c.send(None))
c = fin(); c.send(None)
del c
gc.collect()


class Aw:
    def __init__(self, it): self.it = it
    def __await__(self): return self.it


class It:
    def __init__(self): self.log = []
    def __iter__(self): return self
    def __next__(self): return 'next'
    def send(self, v):
        if v == 'end':
            raise StopIteration('ended')
        return 'sent', v, sys._getframe(1).f_code.co_name
    def throw(self, *e):
        return 'thrown', len(e), type(e[0]).__name__
    def close(self):
        print('closed by', sys._getframe(1).f_code.co_name)


async def foreign():
    return await Aw(It())


async def over():
    try:
        return await foreign()
    except BaseException as e:
        print('over', repr(e))
        raise


def main():
    c = over()
    attempt('f', lambda: c.send(None))
    attempt('f', lambda: c.send(5))
    attempt('f', lambda: c.throw(ValueError()))
    attempt('f', lambda: c.throw(KeyError('k')))
    print(type(c.cr_await.cr_await).__name__)
    attempt('f', c.close)
    c = over()
    c.send(None)
    attempt('f', lambda: c.send('end'))


main()


async def ctx1():
    try:
        raise ValueError('outer')
    except ValueError:
        await ctx2()


async def ctx2():
    print('handled', repr(sys.exception()))
    try:
        await sw(1)
    except KeyError as e:
        print('inside', repr(e.__context__), repr(sys.exception()))
        raise IndexError('i')


c = ctx1(); c.send(None)
print(repr(sys.exception()))
attempt('ctx', lambda: c.throw(KeyError('thrown')))


def show(e):
    while e is not None:
        print(repr(e), end=' <- ')
        e = e.__context__
    print()


c = ctx1(); c.send(None)
try:
    try:
        raise OSError('driver')
    except OSError:
        c.throw(KeyError('thrown'))
except Exception as e:
    show(e)


async def agen():
    try:
        yield 1
        yield 2
    finally:
        print('agen fin')
        await asyncio.sleep(0)
        print('agen fin 2')


async def use():
    async for x in agen():
        break
    print('broke')
    gc.collect()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print('---')
    a = agen()
    await anext(a)
    try:
        await a.athrow(ValueError('t'))
    except ValueError as e:
        print('ve', e, [f.name for f in traceback.extract_tb(e.__traceback__)])
    a = agen()
    print(await anext(a, 'd'), await anext(a, 'd'), await anext(a, 'd'), await anext(a, 'd'))
    a = agen()
    await anext(a)
    t = asyncio.create_task(a.aclose())
    await asyncio.sleep(0)
    t2 = asyncio.ensure_future(anext2(a))
    try:
        await t2
    except (RuntimeError, StopAsyncIteration) as e:
        print(repr(e))
    await t

    async def bad():
        yield 1
        raise StopAsyncIteration('x')
    try:
        async for x in bad():
            print(x)
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__))

    async def cancelled():
        try:
            yield 1
            await asyncio.sleep(10)
            yield 2
        except asyncio.CancelledError:
            print('cancelled inside')
            yield 'swallowed'

    async def consume():
        out = []
        async for x in cancelled():
            out.append(x)
        return out
    t = asyncio.create_task(consume())
    await asyncio.sleep(0)
    t.cancel()
    print(await t)


async def anext2(a):
    return await anext(a)


asyncio.run(use())
