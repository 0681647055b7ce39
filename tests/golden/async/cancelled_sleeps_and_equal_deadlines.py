# A cancelled sleep gives up its timer when its coroutine ends; from more than half of over a hundred on they are swept, and the heap is rebuilt.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    out = []
    when = loop.time() + 0.05
    sleepers = [asyncio.create_task(asyncio.sleep(0.02 + i / 10000)) for i in range(130)]
    for i in range(40):
        loop.call_at(when, out.append, i)
    await asyncio.sleep(0)
    for i, s in enumerate(sleepers):
        if i % 4:
            s.cancel()
    await asyncio.sleep(0)
    for i in range(40, 50):
        loop.call_at(when, out.append, i)
    handles = [loop.call_at(when, out.append, -i) for i in range(60)]
    for h in handles[::2]:
        h.cancel()
    await asyncio.sleep(0.1)
    print(out)

asyncio.run(main())
