import asyncio


async def set_future_after_delay(future, delay, value):
    await asyncio.sleep(delay)
    future.set_result(value)
    print(f"Future set with value: {value}")


async def main():
    future = asyncio.Future()

    # A task that will set the future's result some time.
    asyncio.create_task(set_future_after_delay(future, 2, "Future is complete!"))

    print("Waiting for future to complete...")

    # Pauses here until the future has a result.
    result = await future

    print(f"Received result: {result}")
    print(f"Future state: {future}")


asyncio.run(main())
