# The asynchronous context manager protocol: __aenter__ and __aexit__.
import asyncio


async def log(text):
    await asyncio.sleep(0.01)
    print(text)


class AsyncContextManager:
    async def __aenter__(self):
        await log("entering context")

    async def __aexit__(self, exc_type, exc, tb):
        await log("exiting context")


async def main():
    async with AsyncContextManager():
        print("inside")


asyncio.run(main())
