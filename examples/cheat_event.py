# Cheat sheet: an event is a signal that many may wait for.
import asyncio


async def waiter(event, name):
    print(name, "waits")
    print(name, await event.wait())


async def main():
    event = asyncio.Event()
    waiters = [asyncio.create_task(waiter(event, name)) for name in "abc"]
    await asyncio.sleep(0.01)
    print("set:", event.is_set())
    event.set()
    await asyncio.gather(*waiters)
    print("set:", event.is_set())


asyncio.run(main())
