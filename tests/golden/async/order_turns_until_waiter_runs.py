import asyncio
async def count_turns(make):
    turns = 0
    stop = False
    async def ticker():
        nonlocal turns
        while not stop:
            turns += 1
            await asyncio.sleep(0)
    event = asyncio.Event()
    seen = []
    async def waiter():
        await make(event)
        seen.append(turns)
    w = asyncio.create_task(waiter())
    for _ in range(5): await asyncio.sleep(0)
    t = asyncio.create_task(ticker())
    await asyncio.sleep(0)
    start = turns
    event.set()
    while not seen: await asyncio.sleep(0)
    stop = True
    await t
    return seen[0] - start
async def wait_event(e): await e.wait()
async def nested(e): await wait_event(e)
async def task(e): await asyncio.create_task(wait_event(e))
async def gather(e): await asyncio.gather(wait_event(e))
async def shield(e): await asyncio.shield(wait_event(e))
async def wait(e): await asyncio.wait([asyncio.create_task(wait_event(e))])
async def wait_for(e): await asyncio.wait_for(wait_event(e), 10)
async def timeout(e):
    async with asyncio.timeout(10): await e.wait()
async def group(e):
    async with asyncio.TaskGroup() as tg: tg.create_task(wait_event(e))
async def completed(e):
    for c in asyncio.as_completed([wait_event(e)]): await c
async def main():
    for f in (wait_event, nested, task, gather, shield, wait, wait_for, timeout, group, completed):
        print(f.__name__, await count_turns(f))
asyncio.run(main())
