import asyncio


async def greet(name, delay):
    await asyncio.sleep(delay)
    print(f"Hello, {name}!")
    return len(name)


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(greet("world", 0.2)),
            group.create_task(greet("snake", 0.1)),
        ]
    print("letters:", sum(task.result() for task in tasks))


asyncio.run(main())
