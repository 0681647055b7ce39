# group: tasks
# what: trees of tasks, six levels of six, memoised and computing leaves
# target: 5.0
import asyncio

memo = {}


async def leaf(kind, n):
    if kind == 0:
        return 1
    if kind == 1:
        await asyncio.sleep(0)
        return 2
    if kind == 2:
        if n not in memo:
            memo[n] = n * n % 7
        return memo[n]
    total = 0
    for i in range(30):
        total += i * n
    return total % 11


async def node(depth, n):
    if depth == 0:
        return await leaf(n % 4, n)
    if depth % 2:
        return sum(await asyncio.gather(*(node(depth - 1, n * 6 + i) for i in range(6))))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(node(depth - 1, n * 6 + i)) for i in range(6)]
    return sum(task.result() for task in tasks)


print(asyncio.run(node(6, 0)))
