import asyncio
async def down(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await down(n - 1)
async def raising(n):
    if n == 0: raise ValueError("bottom")
    await raising(n - 1)
async def fib(n): return n if n < 2 else await fib(n - 1) + await fib(n - 2)
async def main():
    print(await down(100), await down(500), await fib(15))
    try:
        await raising(50)
    except ValueError as e:
        n, tb = 0, e.__traceback__
        while tb: n, tb = n + 1, tb.tb_next
        print(e, n)
    async def forever(): await forever()
    try:
        await forever()
    except RecursionError as e:
        print(type(e).__name__)
asyncio.run(main())
