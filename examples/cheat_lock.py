# Cheat sheet: a lock for mutual exclusion.
import asyncio

balance = 0


async def deposit(lock, amount):
    global balance
    async with lock:
        seen = balance
        await asyncio.sleep(0.01)  # without the lock, deposits would be lost here
        balance = seen + amount


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(deposit(lock, amount) for amount in range(1, 11)))
    print("balance", balance, "locked", lock.locked())


asyncio.run(main())
