import asyncio
async def main():
    loop = asyncio.get_running_loop()
    h = loop.call_soon(print, "cancelled handle")
    h.cancel()
    print(h.cancelled())
    t = loop.call_later(0.01, print, "timer")
    print(t.when() > loop.time(), t.cancelled())
    t2 = loop.call_later(0.01, print, "never")
    t2.cancel()
    await asyncio.sleep(0.02)
    print(t.cancelled(), t2.cancelled())
    u = loop.call_at(1, print); v = loop.call_at(2, print)
    print(u < v, u <= v, u == v, u > v)
    u.cancel(); v.cancel()
    try:
        loop.call_later(None, print)
    except TypeError as e:
        print(e)
asyncio.run(main())
