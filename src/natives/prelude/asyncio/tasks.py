"""wait, wait_for, as_completed, shield, eager tasks: what is built on tasks. The hot part (Task, gather, sleep) is native."""
import asyncio
from asyncio import (CancelledError, Task, TimeoutError, _GatheringFuture, _enter_task, _leave_task, _note_wait, _register_task,
                     _swap_current_task, _unregister_task, all_tasks, create_task, current_task, ensure_future, gather,
                     get_running_loop, iscoroutine, isfuture, sleep)

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for', 'as_completed', 'sleep',
           'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task', 'all_tasks',
           'create_eager_task_factory', 'eager_task_factory', '_register_task', '_unregister_task', '_enter_task', '_leave_task')

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'


async def _wrap_awaitable(awaitable):
    return await awaitable


async def _sleep_odd(delay, result):
    """A sleep whose delay is neither int nor float: it is compared when the sleep starts."""
    if delay <= 0:
        return await sleep(0, result)
    return await sleep(float(delay), result)


_sleep_odd.__name__ = _sleep_odd.__qualname__ = 'sleep'


def _failed(future):
    return not future.cancelled() and future.exception() is not None


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Waits until one, one with an exception, or all are done; cancels nothing. The sets of the done and the pending."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    return await _wait(fs, timeout, return_when, get_running_loop())


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    _note_wait(waiter, 'wait', list(fs))
    timer = None if timeout is None else loop.call_later(timeout, _release_waiter, waiter)
    left = len(fs)

    def on_completion(future):
        nonlocal left
        left -= 1
        enough = left <= 0 or return_when == FIRST_COMPLETED or (return_when == FIRST_EXCEPTION and _failed(future))
        if enough:
            if timer is not None:
                timer.cancel()
            if not waiter.done():
                waiter.set_result(None)

    for f in fs:
        f.add_done_callback(on_completion)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(on_completion)
    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


def _release_waiter(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def _cancel_and_wait(future):
    """Cancels a future and waits until it is done."""
    waiter = get_running_loop().create_future()

    def release(future):
        _release_waiter(waiter)

    future.add_done_callback(release)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(release)


async def wait_for(fut, timeout):
    """Awaits with a time limit; when it is over, the awaited thing is cancelled and TimeoutError raised."""
    from asyncio.timeouts import timeout as deadline
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as e:
            raise TimeoutError from e
    async with deadline(timeout):
        return await fut


class _AsCompleted:
    """Both an iterator of coroutines and an asynchronous iterator of the futures themselves, in the order in which they end."""

    def __init__(self, fs, timeout):
        from asyncio.queues import Queue
        self._done = Queue()
        self._timer = None
        loop = asyncio.get_event_loop()
        todo = {ensure_future(a, loop=loop) for a in set(fs)}
        for f in todo:
            f.add_done_callback(self._on_completion)
        if todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._on_timeout)
        self._todo = todo
        self._left = len(todo)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._wait_for_one()

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._wait_for_one(resolve=True)

    def _on_timeout(self):
        for f in self._todo:
            f.remove_done_callback(self._on_completion)
            self._done.put_nowait(None)
        self._todo.clear()

    def _on_completion(self, future):
        if not self._todo:
            return
        self._todo.remove(future)
        self._done.put_nowait(future)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    async def _wait_for_one(self, resolve=False):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future.result() if resolve else future


_AsCompleted.__name__ = _AsCompleted.__qualname__ = '_AsCompletedIterator'


def as_completed(fs, *, timeout=None):
    """The futures (or coroutines for them) in the order in which they are done."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expects an iterable of awaitables, not {type(fs).__name__}')
    return _AsCompleted(fs, timeout)


def shield(arg):
    """Awaits without passing a cancellation on."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    loop = inner.get_loop()
    outer = loop.create_future()
    _note_wait(outer, 'shield', inner)

    def _inner_done_callback(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()  # nobody else will read it
            return
        if inner.cancelled():
            outer.cancel()
        elif (error := inner.exception()) is not None:
            outer.set_exception(error)
        else:
            outer.set_result(inner.result())

    def _outer_done_callback(outer):
        if not inner.done():
            inner.remove_done_callback(_inner_done_callback)

    inner.add_done_callback(_inner_done_callback)
    outer.add_done_callback(_outer_done_callback)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Runs a coroutine on a loop of another thread; a concurrent future."""
    if not iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    raise NotImplementedError('asyncio.run_coroutine_threadsafe() is not built yet')


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks run their first step at once."""

    def factory(loop, coro, *, eager_start=True, **kwargs):
        return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)

    return factory


eager_task_factory = create_eager_task_factory(Task)
