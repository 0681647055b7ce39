# asyncio's own coroutine functions are known as such, whatever they are made of.
import asyncio
import functools
import inspect
import warnings

warnings.simplefilter('ignore')
for name in ['sleep', 'wait', 'wait_for', 'gather', 'run', 'create_task', 'shield', 'timeout']:
    f = getattr(asyncio, name)
    print(name, inspect.iscoroutinefunction(f), asyncio.iscoroutinefunction(f))
loop = asyncio.new_event_loop()
for name in ['shutdown_asyncgens', 'shutdown_default_executor', 'create_task', 'call_soon', 'create_future', 'create_server']:
    print(name, inspect.iscoroutinefunction(getattr(loop, name)),
          inspect.iscoroutinefunction(getattr(asyncio.SelectorEventLoop, name)))
loop.close()
print(inspect.iscoroutinefunction(functools.partial(asyncio.sleep, 1)), inspect.iscoroutinefunction(len))
