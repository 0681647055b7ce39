import asyncio
async def fail(): raise ValueError("deep")
async def wait(n):
    try:
        await asyncio.sleep(5)
    finally:
        print("ended", n)
async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(wait("outer child"))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(wait("inner child"))
                await asyncio.sleep(0)
                inner.create_task(fail())
    except* ValueError as g:
        print(repr(g))
asyncio.run(main())
