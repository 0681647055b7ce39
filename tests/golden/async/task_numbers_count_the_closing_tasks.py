# asyncio.run makes two more tasks while it closes; their numbers are gone.
import asyncio


async def name():
    return asyncio.current_task().get_name()

print(asyncio.run(name()), asyncio.run(name()))
with asyncio.Runner() as runner:
    print(runner.run(name()), runner.run(name()))
print(asyncio.run(name()))
loop = asyncio.new_event_loop()
print(loop.run_until_complete(name()), loop.run_until_complete(name()))
loop.close()
