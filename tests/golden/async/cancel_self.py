import asyncio
async def main():
    t = asyncio.current_task()
    t.cancel("self")
    print("still running")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print("at the next await", e)
    await asyncio.sleep(0)
    t.cancel()
try:
    asyncio.run(main())
except asyncio.CancelledError:
    print("a pending request at return cancels the task")
