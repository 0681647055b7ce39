# Cheat sheet: gather runs coroutines concurrently and waits for all.
import asyncio


async def double(number):
    await asyncio.sleep(0.05 / number)
    print("finished", number)
    if number == 3:
        raise ValueError("three")
    return number * 2


async def main():
    print(await asyncio.gather(double(1), double(2)))
    print(await asyncio.gather(double(2), double(3), return_exceptions=True))


asyncio.run(main())
