import asyncio, sys
def now(): return sys.exc_info()[0] and sys.exc_info()[0].__name__
async def inner():
    print("inner sees", now())
    await asyncio.sleep(0)
    print("after await", now())
    try:
        raise KeyError
    except KeyError:
        await asyncio.sleep(0)
        print("own", now())
    print("again", now())
async def other():
    for _ in range(3):
        print("other", now())
        await asyncio.sleep(0)
async def main():
    t = asyncio.create_task(other())
    try:
        raise ValueError
    except ValueError:
        await inner()
        print("main", now())
        await asyncio.create_task(inner())
    print("end", now())
    await t
asyncio.run(main())
