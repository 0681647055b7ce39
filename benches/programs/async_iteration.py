# group: tasks
# what: async generators, async for, async with
# target: 3.0
import asyncio


class Manager:
    async def __aenter__(self):
        return 1

    async def __aexit__(self, kind, error, trace):
        return False


async def numbers(n):
    for i in range(n):
        yield i


async def doubled(source):
    async for value in source:
        yield value * 2


async def main(n):
    total = 0
    async for value in doubled(numbers(n)):
        total += value
    manager = Manager()
    for i in range(n // 2):
        async with manager as one:
            total += one
    return total + sum([x async for x in numbers(n)])


print(asyncio.run(main(400_000)))
