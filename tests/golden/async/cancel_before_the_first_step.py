import asyncio
async def child():
    print("never")
async def main():
    t = asyncio.create_task(child())
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled")
    print(t.cancelled(), repr(t.get_coro().cr_frame))
asyncio.run(main())
