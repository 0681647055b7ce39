import asyncio
async def stubborn():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        return "I finish anyway"
async def main():
    try:
        print(await asyncio.wait_for(stubborn(), 0.01))
    except TimeoutError:
        print("timeout")
    t = asyncio.create_task(asyncio.wait_for(asyncio.sleep(5), 4))
    await asyncio.sleep(0)
    t.cancel("outer")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
asyncio.run(main())
