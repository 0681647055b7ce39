# A task made on a loop that is driven by hand.
import asyncio


async def foo():
    print("foo")
    await asyncio.sleep(1)
    print("boo")


loop = asyncio.get_event_loop()
task = loop.create_task(foo())
loop.run_until_complete(task)
