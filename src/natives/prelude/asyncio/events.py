"""Policies and the abstract classes of the event loop."""
import asyncio
from asyncio import (AbstractEventLoop, Handle, TimerHandle, _default_policy_get, _default_policy_set, _get_running_loop, _policy_get,
                     _policy_set, _set_running_loop, get_event_loop, get_running_loop, new_event_loop, set_event_loop)

__all__ = ('AbstractEventLoopPolicy', 'AbstractEventLoop', 'AbstractServer', 'Handle', 'TimerHandle', 'get_event_loop_policy',
           'set_event_loop_policy', 'get_event_loop', 'set_event_loop', 'new_event_loop', 'get_child_watcher', 'set_child_watcher',
           '_set_running_loop', 'get_running_loop', '_get_running_loop')


class AbstractServer:
    def close(self):
        raise NotImplementedError

    def get_loop(self):
        raise NotImplementedError

    def is_serving(self):
        raise NotImplementedError

    async def start_serving(self):
        raise NotImplementedError

    async def serve_forever(self):
        raise NotImplementedError

    async def wait_closed(self):
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class AbstractEventLoopPolicy:
    """Which loop belongs to a context that runs none."""

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError

    def get_child_watcher(self):
        raise NotImplementedError

    def set_child_watcher(self, watcher):
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """One loop a thread."""
    _loop_factory = None
    _first = True
    _loop = None

    def get_event_loop(self):
        if self is _policy_get():
            return _default_policy_get()
        if self._loop is None and self._first:
            self.set_event_loop(self.new_event_loop())
        if self._loop is None:
            raise RuntimeError("There is no current event loop in thread 'MainThread'.")
        return self._loop

    def set_event_loop(self, loop):
        if self is _policy_get():
            return _default_policy_set(loop)
        self._first = False
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        self._loop = loop

    def new_event_loop(self):
        return (self._loop_factory or asyncio.SelectorEventLoop)()


class _UnixDefaultEventLoopPolicy(BaseDefaultEventLoopPolicy):
    __module__ = 'asyncio.unix_events'

    def get_child_watcher(self):
        raise NotImplementedError('child watchers are not built yet')

    def set_child_watcher(self, watcher):
        raise NotImplementedError('child watchers are not built yet')


DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy


def get_event_loop_policy():
    policy = _policy_get()
    if policy is None:
        policy = _UnixDefaultEventLoopPolicy()
        _policy_set(policy, True)
    return policy


def set_event_loop_policy(policy):
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _policy_set(policy, policy is None or type(policy) is _UnixDefaultEventLoopPolicy)


_set_event_loop_policy = set_event_loop_policy


def get_child_watcher():
    return get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    return get_event_loop_policy().set_child_watcher(watcher)
