import asyncio
async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.add_done_callback(lambda f: print("first", f.result()))
    f.add_done_callback(lambda f: print("second"))
    def third(f): print("never")
    f.add_done_callback(third)
    f.add_done_callback(third)
    print("removed", f.remove_done_callback(third))
    f.set_result(1)
    print("set; nothing ran yet")
    f.add_done_callback(lambda f: print("added when done"))
    await f
    print("await of a done future does not switch")
    await asyncio.sleep(0)
    print("end")
asyncio.run(main())
