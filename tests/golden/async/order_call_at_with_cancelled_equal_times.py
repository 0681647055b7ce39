import asyncio
async def main():
    loop = asyncio.get_running_loop()
    when = loop.time() + 0.01
    handles = [loop.call_at(when + (0.001 if i % 3 == 0 else 0), lambda i=i: print(i, end=" ")) for i in range(15)]
    for i in (2, 5, 7):
        handles[i].cancel()
    await asyncio.sleep(0.05)
    print()
    print([h.cancelled() for h in handles[:3]])
asyncio.run(main())
