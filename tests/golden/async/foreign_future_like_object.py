import asyncio
class Later:
    def __init__(self, loop): self.loop = loop
    def __await__(self):
        f = self.loop.create_future()
        self.loop.call_soon(f.set_result, "later")
        r = yield from f
        return r + "!"
class Chain:
    def __await__(self):
        a = yield from asyncio.sleep(0, "slept").__await__()
        b = yield from inner().__await__()
        return a, b
async def inner():
    await asyncio.sleep(0)
    return "inner"
async def main():
    print(await Later(asyncio.get_running_loop()), await Chain())
    print(await asyncio.gather(Later(asyncio.get_running_loop()), Chain()))
    print(await asyncio.wait_for(Chain(), 1))
asyncio.run(main())
