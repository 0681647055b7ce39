import asyncio
async def child():
    try:
        print("waiting")
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
        raise
    finally:
        print("cleanup")
async def main():
    t = asyncio.create_task(child())
    await asyncio.sleep(0)
    print(t.cancel("because"), t.cancelled(), t.cancelling())
    print("cancel() only asks")
    try:
        await t
    except asyncio.CancelledError as e:
        print("main", e.args)
    print(t.cancelled(), t.done(), t.cancel())
asyncio.run(main())
