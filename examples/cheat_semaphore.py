# Cheat sheet: a semaphore limits how many work at once.
import asyncio

working = 0
most = 0


async def job(semaphore, number):
    global working, most
    async with semaphore:
        working += 1
        most = max(most, working)
        await asyncio.sleep(0.01)
        working -= 1
    return number * number


async def main():
    semaphore = asyncio.Semaphore(3)
    print(await asyncio.gather(*(job(semaphore, n) for n in range(10))))
    print("at most", most, "at once")


asyncio.run(main())
