# Debug mode: handles say where they were scheduled, and keep their words when they are cancelled.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    h = loop.call_soon(print, 1, 2)
    text = repr(h)
    print(text.split('created at')[0], text.endswith('.py:7>'))
    h.cancel()
    print(repr(h).split('created at')[0])
    for make in (lambda: loop.create_future(), lambda: loop.create_task(asyncio.sleep(0))):
        print('created at' in repr(make()))
    await asyncio.sleep(0.001)

asyncio.run(main(), debug=True)
