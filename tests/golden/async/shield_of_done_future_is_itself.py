import asyncio
async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    print(asyncio.shield(f) is f)
    async def boom(): raise ValueError("inner")
    try:
        await asyncio.shield(boom())
    except ValueError as e:
        print(e)
asyncio.run(main())
