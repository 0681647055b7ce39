import asyncio
async def main():
    loop = asyncio.get_running_loop()
    when = loop.time() + 0.01
    for i in range(7):
        loop.call_at(when, print, i)
    await asyncio.sleep(0.05)
    print("--")
    when = loop.time() + 0.01
    for i in range(20):
        loop.call_at(when, lambda i=i: print(i, end=" "))
    await asyncio.sleep(0.05)
    print()
asyncio.run(main())
