# A loop class that overrides time() decides when its timers are due.
import asyncio


class Loop(asyncio.SelectorEventLoop):
    now = 10_000_000.0

    def time(self):
        return self.now


async def main():
    loop = asyncio.get_running_loop()
    print(loop.time())
    loop.call_later(3, print, 'three later')
    await asyncio.sleep(0)
    print('not yet')
    loop.now += 3
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(7) as t:
            print(t.when())
            loop.now += 10
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            print('never')
    except TimeoutError:
        print('timed out')

with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(main())
