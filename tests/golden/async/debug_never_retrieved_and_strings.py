import asyncio
def clean(x):
    text, out = repr(x), ""
    while " at 0x" in text:
        head, text = text.split(" at 0x", 1)
        text, out = text.lstrip("0123456789abcdef"), out + head + " at 0x"
    return out + text
def when(text):
    head, tail = text.split("when=", 1)
    return head + "when=W" + tail.lstrip("0123456789.")
async def c(): pass
async def main():
    t = asyncio.create_task(c(), name="n")
    s = str(t)
    print(s.startswith("<Task pending name='n' coro=<c() running at"), s.endswith(">"))
    await t
    print(repr(t).replace(__file__, "F"))
    e = asyncio.Event(); l = asyncio.Lock(); q = asyncio.Queue(2); sem = asyncio.Semaphore(3); cond = asyncio.Condition(); b = asyncio.Barrier(2)
    for x in (e, l, q, sem, cond, b, asyncio.TaskGroup(), asyncio.timeout(1)):
        print(clean(x))
    e.set(); await l.acquire(); q.put_nowait(1)
    for x in (e, l, q):
        print(clean(x))
    h = asyncio.get_running_loop().call_later(100, print, 1)
    print(when(repr(h)))
    h.cancel()
    print(when(repr(h)), clean(asyncio.get_running_loop()))
asyncio.run(main())
