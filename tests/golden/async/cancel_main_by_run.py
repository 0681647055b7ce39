import asyncio
async def background():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("background cancelled at exit")
        raise
async def stubborn():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)
        print("took its time")
async def main():
    asyncio.create_task(background())
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    return "main result"
print(asyncio.run(main()))
