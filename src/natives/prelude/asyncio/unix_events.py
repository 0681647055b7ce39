"""The event loop of this system by its other names."""
from asyncio import SelectorEventLoop
from asyncio.events import _UnixDefaultEventLoopPolicy

__all__ = ('SelectorEventLoop', 'EventLoop')

_UnixSelectorEventLoop = SelectorEventLoop
EventLoop = SelectorEventLoop
