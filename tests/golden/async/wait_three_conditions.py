import asyncio
async def job(n, d, fail=False):
    await asyncio.sleep(d)
    if fail: raise ValueError(n)
    return n
def names(s): return sorted(t.get_name() for t in s)
async def main():
    def make(): return [asyncio.create_task(job("a", 0.05), name="a"), asyncio.create_task(job("b", 0.2, True), name="b"), asyncio.create_task(job("c", 0.4), name="c")]
    for cond in (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED):
        ts = make()
        done, pending = await asyncio.wait(ts, return_when=cond)
        print(cond, names(done), names(pending))
        await asyncio.gather(*ts, return_exceptions=True)
    ts = make()
    done, pending = await asyncio.wait(ts, timeout=0.12)
    print(names(done), names(pending), [t.cancelled() for t in pending])
    await asyncio.gather(*ts, return_exceptions=True)
    done, pending = await asyncio.wait(ts, timeout=0)
    print(names(done), names(pending))
asyncio.run(main())
