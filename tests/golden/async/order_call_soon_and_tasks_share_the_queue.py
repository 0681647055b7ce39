import asyncio
async def t(n):
    print("task", n)
async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon 1")
    a = asyncio.create_task(t(1))
    loop.call_soon(print, "soon 2")
    b = asyncio.create_task(t(2))
    loop.call_soon(lambda: (print("soon 3"), loop.call_soon(print, "next turn")))
    await asyncio.sleep(0)
    print("main")
    await asyncio.sleep(0)
asyncio.run(main())
