# A coroutine function, the coroutine object it makes, and three ways to run that object.
import asyncio


async def my_function():
    print("Starting")
    await asyncio.sleep(1)
    print("Finished")
    return "Result"


# The call makes a coroutine object; nothing of the body has run yet.
coro = my_function()
print(type(coro))


async def options(coro):
    # Option 1: await it from within another coroutine.
    result = await coro
    print(result)

    # Option 2: schedule it on the event loop. A coroutine object runs once, so this is a new one.
    task = asyncio.create_task(my_function())
    print(await task)


asyncio.run(options(coro))

# Option 3: hand it to asyncio.run().
result = asyncio.run(my_function())
print(result)
