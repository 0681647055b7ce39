"""Coroutines of the event loop that are rarely needed."""
from asyncio import BaseEventLoop, _callbacks, gather
from asyncio.events import AbstractServer

__all__ = ('BaseEventLoop', 'Server')

# Packages look for it among the callbacks of a task.
_run_until_complete_cb = _callbacks()[0]


async def shutdown_asyncgens(loop):
    """Closes the asynchronous generators that are still open."""
    left = loop._take_asyncgens()
    if not left:
        return
    results = await gather(*[agen.aclose() for agen in left], return_exceptions=True)
    for result, agen in zip(results, left):
        if isinstance(result, Exception):
            loop.call_exception_handler({
                'message': f'an error occurred during closing of asynchronous generator {agen!r}',
                'exception': result, 'asyncgen': agen})


async def shutdown_default_executor(loop, timeout=None):
    """Nothing to do while there are no executors."""


class Server(AbstractServer):
    """Listening sockets."""

    def __init__(self, loop, sockets, protocol_factory, ssl_context, backlog, ssl_handshake_timeout, ssl_shutdown_timeout=None):
        raise NotImplementedError('asyncio.Server is not built yet')


for _f in (shutdown_asyncgens, shutdown_default_executor):
    _f.__qualname__ = f'BaseEventLoop.{_f.__name__}'
del _f
