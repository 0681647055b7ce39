import asyncio
for c in (asyncio.CancelledError, asyncio.InvalidStateError, asyncio.TimeoutError, asyncio.QueueEmpty, asyncio.QueueFull, asyncio.QueueShutDown, asyncio.BrokenBarrierError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.SendfileNotAvailableError):
    print(c.__name__, c.__module__, [b.__name__ for b in c.__bases__])
print(asyncio.TimeoutError is TimeoutError, issubclass(asyncio.CancelledError, Exception))
print(repr(asyncio.CancelledError("m")), asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED)
