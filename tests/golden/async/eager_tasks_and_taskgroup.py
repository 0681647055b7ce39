import asyncio
async def quick(n):
    print("quick", n)
    return n
async def slow(n):
    print("slow starts", n)
    await asyncio.sleep(0)
    print("slow ends", n)
    return n
async def fail(): raise ValueError("eager")
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    async with asyncio.TaskGroup() as tg:
        a, b = tg.create_task(quick(1)), tg.create_task(slow(2))
        print("body", a.done(), b.done())
    print(await asyncio.gather(quick(3), slow(4)))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow(5))
            tg.create_task(fail())
            print("still in body")
    except* ValueError as g:
        print(repr(g))
asyncio.run(main())
