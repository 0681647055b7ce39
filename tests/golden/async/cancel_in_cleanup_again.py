import asyncio
async def child():
    try:
        await asyncio.sleep(5)
    finally:
        try:
            print("slow cleanup")
            await asyncio.sleep(5)
        finally:
            print("cancelled again")
async def main():
    t = asyncio.create_task(child())
    await asyncio.sleep(0)
    t.cancel("one")
    await asyncio.sleep(0)
    t.cancel("two")
    try:
        await t
    except asyncio.CancelledError as e:
        print(e, "| context", repr(e.__context__), t.cancelling())
asyncio.run(main())
