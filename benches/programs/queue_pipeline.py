# group: tasks
# what: queue pipelines
# target: 8.0
import asyncio


async def stage(inbox, outbox):
    while (item := await inbox.get()) is not None:
        await outbox.put(item + 1)
    await outbox.put(None)


async def main(n):
    queues = [asyncio.Queue(16) for _ in range(4)]
    stages = [asyncio.create_task(stage(a, b)) for a, b in zip(queues, queues[1:])]

    async def feed():
        for i in range(n):
            await queues[0].put(i)
        await queues[0].put(None)

    feeder = asyncio.create_task(feed())
    total = 0
    while (item := await queues[-1].get()) is not None:
        total += item
    await asyncio.gather(feeder, *stages)
    return total


print(asyncio.run(main(150_000)))
