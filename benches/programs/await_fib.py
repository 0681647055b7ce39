# group: tasks
# what: await f(x) without suspension (fib by await)
# target: 3.0
import asyncio


async def fib(n):
    return n if n < 2 else await fib(n - 1) + await fib(n - 2)


print(asyncio.run(fib(31)))
