"""Blocking functions in threads."""

__all__ = ('to_thread',)


async def to_thread(func, /, *args, **kwargs):
    """Run a function in a thread, and wait for it."""
    raise NotImplementedError('asyncio.to_thread() is not built yet')
