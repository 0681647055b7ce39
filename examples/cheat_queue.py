# Cheat sheet: a queue between producers and consumers.
import asyncio


async def producer(queue, items):
    for item in items:
        await queue.put(item)
        print("put", item)


async def consumer(queue):
    while True:
        item = await queue.get()
        await asyncio.sleep(0.01)
        print("got", item)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    eater = asyncio.create_task(consumer(queue))
    await producer(queue, range(5))
    await queue.join()
    eater.cancel()
    print("empty:", queue.empty())


asyncio.run(main())
