# group: tasks
# what: TaskGroups, nested
# target: 10.0
import asyncio


async def node(depth, width):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(node(depth - 1, width)) for _ in range(width)]
    return 1 + sum(task.result() for task in tasks)


async def main():
    return sum([await node(6, 6) for _ in range(1)])


print(asyncio.run(main()))
