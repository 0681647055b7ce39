import asyncio
def cb(f): pass
async def main():
    f = asyncio.Future()
    f.add_done_callback(cb)
    print(f)
    f.add_done_callback(print)
    print(f)
    f.add_done_callback(cb)
    print(f)
    f.add_done_callback(cb)
    print(f)
    print(f.remove_done_callback(cb))
    f.set_result("x" * 200)
    print(f)
asyncio.run(main())
