"""Futures beyond the native part."""
from asyncio import Future, isfuture

__all__ = ('Future', 'wrap_future', 'isfuture')


def wrap_future(future, *, loop=None):
    """A concurrent future as one of asyncio's."""
    if isfuture(future):
        return future
    raise NotImplementedError('asyncio.wrap_future() of a concurrent future is not built yet')
