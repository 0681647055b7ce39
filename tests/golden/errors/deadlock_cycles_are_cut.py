# status: 3
# Tasks that wait for each other end once each after the verdict, whatever the cycle goes through.
import asyncio


async def member(name, awaitable):
    try:
        await awaitable()
    finally:
        print(name, 'ends')


async def ring():
    tasks = []
    for i in range(3):
        tasks.append(asyncio.create_task(member(f'ring{i}', lambda i=i: tasks[(i + 1) % 3]), name=f'ring{i}'))
    gathered = asyncio.create_task(member('gathered', lambda: gather), name='gathered')
    gather = asyncio.gather(gathered)

    async def outer():
        async with asyncio.TaskGroup() as g:
            g.create_task(member('inner', lambda: group), name='inner')

    group = asyncio.create_task(outer(), name='outer')
    await tasks[0]


asyncio.run(ring())
