import asyncio
async def wait_forever():
    try:
        await asyncio.sleep(1000)
    finally:
        print("cancelled by run")
async def main():
    asyncio.get_running_loop().set_exception_handler(lambda l, c: print("handler", c["message"], repr(c.get("exception"))))
    t = asyncio.create_task(wait_forever())
    u = asyncio.create_task(bad_cleanup())
    await asyncio.sleep(0)
async def bad_cleanup():
    try:
        await asyncio.sleep(1000)
    finally:
        raise ValueError("while being cancelled")
asyncio.run(main())
