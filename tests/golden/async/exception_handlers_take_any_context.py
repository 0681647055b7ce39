# What is not a mapping fails on the way to the handler, which is told and survived. The handler runs in the context of what it is about.
import asyncio
import contextvars
import sys

var = contextvars.ContextVar('var', default='outside')


async def fails():
    var.set('of the task')
    raise ValueError


async def main():
    loop = asyncio.get_running_loop()
    sys.stderr = None
    loop.call_exception_handler(3)
    loop.call_exception_handler({})
    loop.set_exception_handler(lambda l, c: print('handler', c['message'], var.get()))
    loop.call_exception_handler(3)
    sys.stderr = sys.__stderr__
    loop.call_exception_handler({'message': 'plain'})
    t = asyncio.create_task(fails())
    await asyncio.sleep(0)
    loop.call_exception_handler({'message': 'about', 'task': t})
    t.exception()
    loop.call_soon(lambda: (var.set('of the handle'), 1 / 0)[1])
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    try:
        loop.default_exception_handler(3)
    except AttributeError as e:
        print(e)

asyncio.run(main())
