"""The event loop of this system by its other names."""
from asyncio import SelectorEventLoop
from asyncio.events import DefaultEventLoopPolicy, _UnixDefaultEventLoopPolicy

_UnixSelectorEventLoop = SelectorEventLoop

__all__ = ('SelectorEventLoop', 'DefaultEventLoopPolicy', 'EventLoop', 'AbstractChildWatcher', 'SafeChildWatcher', 'FastChildWatcher',
           'PidfdChildWatcher', 'MultiLoopChildWatcher', 'ThreadedChildWatcher')

EventLoop = SelectorEventLoop


class AbstractChildWatcher:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError('child watchers are not built yet')


class SafeChildWatcher(AbstractChildWatcher):
    pass


class FastChildWatcher(AbstractChildWatcher):
    pass


class PidfdChildWatcher(AbstractChildWatcher):
    pass


class MultiLoopChildWatcher(AbstractChildWatcher):
    pass


class ThreadedChildWatcher(AbstractChildWatcher):
    pass
