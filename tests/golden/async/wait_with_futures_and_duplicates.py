import asyncio
async def main():
    loop = asyncio.get_running_loop()
    f, g = loop.create_future(), loop.create_future()
    loop.call_soon(f.set_result, 1)
    done, pending = await asyncio.wait([f, g, f], return_when="FIRST_COMPLETED")
    print(done == {f}, pending == {g})
    g.cancel()
    done, pending = await asyncio.wait({g})
    print(len(done), g.cancelled())
    h = loop.create_future()
    done, pending = await asyncio.wait([h, f], timeout=0)
    print(len(done), len(pending))
    def gen():
        yield f
        yield g
    print(len((await asyncio.wait(gen()))[0]))
asyncio.run(main())
