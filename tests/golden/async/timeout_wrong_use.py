import asyncio
try:
    t = asyncio.timeout(1)
    t.__aenter__().send(None)
except RuntimeError as e:
    print(e)
async def main():
    try:
        asyncio.timeout()
    except TypeError as e:
        print(e)
    t = asyncio.timeout(1)
    async with t:
        try:
            async with t: pass
        except RuntimeError as e:
            print(e)
asyncio.run(main())
