"""What is a coroutine."""
from asyncio import iscoroutine, iscoroutinefunction

__all__ = ('iscoroutinefunction', 'iscoroutine')

# The mark by which old code knows coroutine functions; the library's mocks have it.
_is_coroutine = object()
