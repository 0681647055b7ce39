import asyncio


class AsyncCounter:
    def __init__(self, limit):
        self.limit = limit
        self.counter = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.counter < self.limit:
            self.counter += 1
            # The next value takes some work.
            await asyncio.sleep(0.5)
            return self.counter
        else:
            # Signals the end of the iteration.
            raise StopAsyncIteration


async def main():
    print("Starting iteration...")
    async for number in AsyncCounter(5):
        print(f"Got number: {number}")

    print("Iteration complete")


asyncio.run(main())
