# Tasks that wait for each other cannot be cancelled: the request goes round until the recursion limit.
import asyncio

tasks = {}


async def wait_for(name):
    await asyncio.sleep(0)
    await tasks[name]


async def main():
    tasks['hen'] = asyncio.create_task(wait_for('egg'), name='hen')
    tasks['egg'] = asyncio.create_task(wait_for('hen'), name='egg')
    await asyncio.sleep(0.01)
    try:
        tasks['hen'].cancel()
    except RecursionError as e:
        print(type(e).__name__)
    print(tasks['hen'].cancelling() > 1000, tasks['hen'].done(), tasks['egg'].done())
    print(repr(tasks['hen']).count('wait_for=...'))

    # A long chain is no cycle.
    async def link(inner):
        await inner
    chain = asyncio.create_task(asyncio.sleep(1))
    for _ in range(3000):
        chain = asyncio.create_task(link(chain))
    await asyncio.sleep(0.01)
    print(chain.cancel())
    print(await asyncio.gather(chain, return_exceptions=True))


try:
    asyncio.run(main())
except RecursionError:
    print('the end of run() cannot cancel them either')
