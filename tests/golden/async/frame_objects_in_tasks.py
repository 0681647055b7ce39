# Frames of coroutines that tasks run: the same before and after each turn; who awaits stands behind.
import asyncio
import sys


async def leaf(log):
    log.append(sys._getframe())
    try:
        await asyncio.sleep(0)
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        log.append([f.f_code.co_name for f in iter_frames(sys._getframe())][:3])
        raise


def iter_frames(f):
    while f:
        yield f
        f = f.f_back


async def mid(log):
    log.append(sys._getframe())
    await leaf(log)


async def top(log):
    log.append(sys._getframe())
    await mid(log)


async def main():
    log = []
    t = asyncio.create_task(top(log))
    await asyncio.sleep(0)
    print([f.f_code.co_name for f in log], [f.f_back for f in log], [f.f_lineno - f.f_code.co_firstlineno for f in log])
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([f.f_lineno - f.f_code.co_firstlineno for f in log])
    c = t.get_coro()
    print(c.cr_frame is log[0], c.cr_await.cr_frame is log[1], c.cr_await.cr_await.cr_frame is log[2])
    t.cancel()
    try:
        await t
    except asyncio.CancelledError as e:
        tb = e.__traceback__
        names = []
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(names[:4])
    print(log[3], [sorted(f.f_locals) for f in log[:3]])
    print([f.f_back and f.f_back.f_code.co_name for f in log[1:3]])

    async def locs():
        x = 1
        l = locals()
        f = sys._getframe()
        f.f_locals['x'] = 2
        await asyncio.sleep(0)
        f2 = sys._getframe()
        return x, f is f2, l['x']
    print(await locs())
    print(await asyncio.create_task(locs()))
    print(await asyncio.gather(locs(), locs()))

    async def who():
        return sys._getframe(1).f_code.co_name

    async def a():
        return await who()

    async def with_cm():
        async with CM():
            pass
        async for x in It():
            print(x)
        print([x async for x in agen()], [await who() for _ in 'a'])
        return await asyncio.wait_for(a(), 1)

    class CM:
        async def __aenter__(self):
            print('enter', sys._getframe(1).f_code.co_name)
        async def __aexit__(self, *e):
            print('exit', sys._getframe(1).f_code.co_name)

    class It:
        n = 0
        def __aiter__(self):
            return self
        async def __anext__(self):
            self.n += 1
            if self.n > 1:
                raise StopAsyncIteration
            return 'anext', sys._getframe(1).f_code.co_name

    async def agen():
        yield sys._getframe(1).f_code.co_name
        yield await who()
        f = sys._getframe()
        await asyncio.sleep(0)
        yield sys._getframe() is f, f.f_back.f_code.co_name
    print(await with_cm())
    print(await a())

    class Aw:
        def __await__(self):
            yield from asyncio.sleep(0).__await__()
            return [f.f_code.co_name for f in iter_frames(sys._getframe(0))][:3]

    async def aw():
        return await Aw()
    print(await aw())

    async def swallow():
        f = sys._getframe()
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return f is sys._getframe()
    t = asyncio.create_task(swallow())
    await asyncio.sleep(0)
    t.cancel()
    print(await t)

    async def many():
        f = sys._getframe()
        for i in range(5):
            await asyncio.sleep(0)
            assert f is sys._getframe()
        return f.f_locals['i']
    print(await asyncio.gather(*(many() for _ in range(3))))


asyncio.run(main())
