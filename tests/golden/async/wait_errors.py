import asyncio
async def c(): pass
async def main():
    for bad in ("asyncio.wait([])", "asyncio.wait([c()])", "asyncio.wait(c())", "asyncio.wait([asyncio.create_task(c())], return_when='x')"):
        try:
            await eval(bad)
        except Exception as e:
            print(type(e).__name__, e)
import warnings
warnings.simplefilter("ignore")
asyncio.run(main())
