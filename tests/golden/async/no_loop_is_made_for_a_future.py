# Without a loop that runs or was set there is none: nothing makes one in passing (3.14).
import asyncio


def tell(f):
    try:
        print(type(f()).__name__)
    except RuntimeError as e:
        print(type(e).__name__, e)


async def work():
    pass


c = work()
tell(lambda: asyncio.Future())
tell(lambda: asyncio.gather())
tell(lambda: asyncio.Task(c))
tell(lambda: asyncio.ensure_future(c))
tell(lambda: asyncio.get_running_loop())
c.close()
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
tell(lambda: asyncio.Future())
print(asyncio.get_event_loop() is loop)
asyncio.set_event_loop(None)
loop.close()
tell(lambda: asyncio.Future())
