import asyncio
async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.03, print, "late")
    loop.call_later(0.01, print, "early")
    loop.call_later(0, print, "zero")
    loop.call_soon(print, "soon")
    loop.call_later(-1, print, "past")
    await asyncio.sleep(0.05)
asyncio.run(main())
