import asyncio


async def slow_operation(future):
    await asyncio.sleep(1)
    future.set_result("Future is done!")


# A future needs the loop that it will live on: asyncio.Future() takes the current one.
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
future = asyncio.Future()
loop.create_task(slow_operation(future))
loop.run_until_complete(future)
print(future.result())
loop.close()
