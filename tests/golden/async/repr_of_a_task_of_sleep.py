# A task whose coroutine is asyncio.sleep: running while it waits, done when it ended or was cancelled.
import asyncio


def show(task):
    print(re_file(repr(task)))


def re_file(text):
    before, at, rest = text.partition(' at ')
    return before + at + '...' + rest[rest.index('tasks.py:'):][9:].lstrip('0123456789')


async def main():
    a = asyncio.create_task(asyncio.sleep(5), name='a')
    b = asyncio.create_task(asyncio.sleep(0.01, 3), name='b')
    await asyncio.sleep(0)
    show(a)
    a.cancel()
    show(a)
    await asyncio.sleep(0)
    show(a)
    await b
    print(repr(b).replace('defined', '|').split('|')[0], b.result())


asyncio.run(main())
