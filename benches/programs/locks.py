# group: tasks
# what: locks, semaphores, events
# target: 8.0
import asyncio


async def worker(lock, semaphore, event, state, n):
    for i in range(n):
        async with lock:
            state[0] += 1
            if i % 4 == 0:
                await asyncio.sleep(0)
        async with semaphore:
            state[1] += 1
        if i % 50 == 0:
            event.set()
            event.clear()
    await asyncio.sleep(0)


async def main():
    lock, semaphore, event, state = asyncio.Lock(), asyncio.Semaphore(3), asyncio.Event(), [0, 0]
    async with asyncio.TaskGroup() as group:
        for _ in range(50):
            group.create_task(worker(lock, semaphore, event, state, 1500))
    return state


print(asyncio.run(main()))
