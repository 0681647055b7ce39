import asyncio
async def number(n):
    await asyncio.sleep(n)
    return n

await number(3)
t = asyncio.create_task(number(5), name="five")
t.done()
:tasks
:time +6s
t.result()
asyncio.run(number(1))
async for x in number(1): pass

