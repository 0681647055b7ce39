import asyncio
async def main():
    async with asyncio.TaskGroup() as tg:
        async def spawn(n):
            print("level", n)
            if n < 3:
                tg.create_task(spawn(n + 1))
            await asyncio.sleep(0)
            print("end", n)
        tg.create_task(spawn(0))
    print("all")
asyncio.run(main())
