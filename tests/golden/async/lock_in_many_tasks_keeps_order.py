import asyncio
async def main():
    lock = asyncio.Lock()
    order = []
    async def use(n):
        async with lock:
            order.append(n)
            if n % 3 == 0: await asyncio.sleep(0)
    async def nested(n):
        async with lock:
            await asyncio.sleep(0)
            order.append(("n", n))
        await use(n + 100)
    await asyncio.gather(*(use(i) if i % 2 else nested(i) for i in range(8)))
    print(order)
asyncio.run(main())
