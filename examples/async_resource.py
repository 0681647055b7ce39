import asyncio


class AsyncResource:
    async def __aenter__(self):
        print("Acquiring resource...")
        await asyncio.sleep(1)  # stands for an asynchronous acquisition
        print("Resource acquired")
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        print("Releasing resource...")
        await asyncio.sleep(0.5)  # stands for an asynchronous release
        print("Resource released")

    async def use_resource(self):
        print("Using the resource")
        await asyncio.sleep(0.5)


async def main():
    async with AsyncResource() as resource:
        # __aenter__ has completed here; __aexit__ runs when the block is left.
        await resource.use_resource()

    print("Done with the resource")


asyncio.run(main())
