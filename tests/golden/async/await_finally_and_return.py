import asyncio
async def f():
    try:
        return "try"
    finally:
        await asyncio.sleep(0)
        print("awaited in finally")
async def g():
    try:
        raise ValueError("v")
    except ValueError:
        await asyncio.sleep(0)
        try:
            raise
        except ValueError as e:
            print("bare raise after await", e)
    async def inner():
        try:
            raise
        except RuntimeError as e:
            print(e)
    await inner()
async def h():
    for i in range(3):
        try:
            if i == 1: continue
            await asyncio.sleep(0)
            if i == 2: break
        finally:
            await asyncio.sleep(0)
            print("fin", i)
asyncio.run(f()); asyncio.run(g()); asyncio.run(h())
