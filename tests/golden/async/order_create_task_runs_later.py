import asyncio
async def child(n):
    print("child", n)
async def main():
    t = asyncio.create_task(child(1))
    u = asyncio.create_task(child(2))
    print("created")
    await child(0)
    print("plain await did not switch")
    await asyncio.sleep(0)
    print("after sleep(0)")
asyncio.run(main())
