import asyncio, time

for clock in (time.time, time.monotonic, time.perf_counter, lambda: time.monotonic_ns() / 1e9):
    start = clock()
    while clock() - start < 0.05:
        pass
print("waited")


async def main():
    loop = asyncio.get_running_loop()
    end = loop.time() + 0.05
    while loop.time() < end:
        pass
    await asyncio.sleep(0.01)
    print("waited in a loop", loop.time() - end < 5)


asyncio.run(main())
