# The life of an event loop that is managed by hand.
import asyncio


async def my_coroutine():
    await asyncio.sleep(1)
    return "Done"


# Get the event loop
loop = asyncio.get_event_loop()

# Schedule coroutines
task = loop.create_task(my_coroutine())

# Run until all tasks complete
loop.run_until_complete(task)

# Get the result
result = task.result()
print(result)

# Close the loop when done
loop.close()
