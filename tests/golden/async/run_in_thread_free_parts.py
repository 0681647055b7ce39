import asyncio
async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_soon_threadsafe(f.set_result, "threadsafe")
    print(await f)
    print(loop.is_running(), loop.is_closed(), loop.get_debug())
    loop.slow_callback_duration
    print(isinstance(loop, asyncio.AbstractEventLoop), asyncio.get_event_loop() is loop)
asyncio.run(main())
