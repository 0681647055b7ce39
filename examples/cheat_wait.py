# Cheat sheet: wait for some or all tasks.
import asyncio


async def job(name, delay):
    await asyncio.sleep(delay)
    return name


async def main():
    delays = {"a": 0.6, "b": 0.05, "c": 0.4}
    tasks = [asyncio.create_task(job(name, delay), name=name) for name, delay in delays.items()]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(sorted(t.get_name() for t in done), sorted(t.get_name() for t in pending))
    done, pending = await asyncio.wait(pending, timeout=0.05)
    print(sorted(t.get_name() for t in done), sorted(t.get_name() for t in pending))
    done, pending = await asyncio.wait(tasks)
    print(sorted(t.result() for t in done), pending)


asyncio.run(main())
