import asyncio


async def fetch_data(id):
    print(f"Fetching data for {id}...")
    await asyncio.sleep(2)  # stands for a request over the network
    return f"Data for {id}"


async def main():
    # A task runs in the background.
    task = asyncio.create_task(fetch_data(123))

    # Do other work while it does.
    print("Doing other work...")
    await asyncio.sleep(1)

    # Wait for the task to complete and get its result.
    result = await task
    print(f"Task completed with result: {result}")


asyncio.run(main())
