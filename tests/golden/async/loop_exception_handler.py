import asyncio
def handler(loop, context):
    print("handler:", context["message"].split("<")[0].strip(), "|", repr(context.get("exception")), sorted(context))
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    f = loop.create_future()
    f.add_done_callback(lambda f: [][1])
    f.set_result(1)
    await asyncio.sleep(0)
    loop.call_exception_handler({"message": "by hand"})
    t = asyncio.create_task(fail())
    await asyncio.sleep(0)
    del t
    await asyncio.sleep(0)
async def fail(): raise KeyError("nobody reads")
asyncio.run(main())
