import asyncio
class F(asyncio.Future):
    def set_result(self, r): print("set_result", r); super().set_result(r)
    def result(self): print("result"); return super().result()
    def add_done_callback(self, cb, **k): print("adc", sorted(k)); super().add_done_callback(cb, **k)
    def cancel(self, msg=None): print("cancel", msg); return super().cancel(msg=msg)
class T(asyncio.Task):
    def cancel(self, *a, **k): print("Tcancel", a, k); return super().cancel(*a, **k)
    def set_name(self, n): print("name", n); super().set_name(n)
class L(asyncio.SelectorEventLoop):
    def call_soon(self, cb, *a, **k):
        counts["soon"] += 1; return super().call_soon(cb, *a, **k)
    def call_at(self, *a, **k): counts["at"] += 1; return super().call_at(*a, **k)
    def create_task(self, c, **k): counts["task"] += 1; return super().create_task(c, **k)
    def create_future(self): counts["fut"] += 1; return super().create_future()
counts = dict(soon=0, at=0, task=0, fut=0)
async def main():
    loop = asyncio.get_running_loop()
    f = F(); loop.call_soon(f.set_result, 3); print(await f)
    f = F(); t = T(wait(f), loop=loop); await asyncio.sleep(0); t.cancel("m")
    try: await t
    except asyncio.CancelledError as e: print(repr(e), f.cancelled())
    f = F(); 
    try: await asyncio.wait_for(f, 0.01)
    except TimeoutError: print("TE")
    f = F(); f.set_result(1); print(await asyncio.gather(f, asyncio.sleep(0, 2)))
    f = F(); g = asyncio.gather(f, asyncio.sleep(0, 2)); await asyncio.sleep(0); g.cancel("gm")
    try: await g
    except asyncio.CancelledError as e: print(repr(e))
async def wait(f): return await f
asyncio.run(main())
async def m2():
    await asyncio.sleep(0); await asyncio.sleep(0.001); await asyncio.create_task(asyncio.sleep(0)); await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
    async with asyncio.timeout(1): await asyncio.sleep(0)
    e = asyncio.Event(); asyncio.get_running_loop().call_soon(e.set); await e.wait()
    return "m2"
print(asyncio.run(m2(), loop_factory=L), counts)
