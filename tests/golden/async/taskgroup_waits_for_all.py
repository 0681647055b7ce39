import asyncio
async def job(n, d):
    await asyncio.sleep(d)
    print("done", n)
    return n
async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(job(1, 0.02))
        b = tg.create_task(job(2, 0.01), name="named")
        print("body ends", b.get_name())
    print(a.result(), b.result(), tg)
asyncio.run(main())
