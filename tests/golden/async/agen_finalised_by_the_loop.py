import asyncio
async def gen(n):
    try:
        while True:
            yield n
    finally:
        await asyncio.sleep(0)
        print("finalised", n)
async def main():
    async for x in gen("dropped"):
        break
    print("after break")
    await asyncio.sleep(0); await asyncio.sleep(0); await asyncio.sleep(0)
    keep = gen("at shutdown")
    await anext(keep)
    globals()["keep"] = keep
    print("main ends")
asyncio.run(main())
print("run ended")
