"""Policies and the abstract classes of the event loop."""
import asyncio
from asyncio import (AbstractEventLoop, Handle, TimerHandle, _default_policy_get, _default_policy_set, _get_running_loop, _policy_get,
                     _policy_set, _set_running_loop, get_event_loop, get_running_loop, new_event_loop, set_event_loop)

__all__ = ('AbstractEventLoop', 'AbstractServer', 'Handle', 'TimerHandle', 'get_event_loop_policy', 'set_event_loop_policy',
           'get_event_loop', 'set_event_loop', 'new_event_loop', '_set_running_loop', 'get_running_loop', '_get_running_loop')


class AbstractServer:
    """What a server can do."""

    def close(self):
        """Listen no more."""
        raise NotImplementedError

    def get_loop(self):
        """The loop of the server."""
        raise NotImplementedError

    def is_serving(self):
        """Whether it accepts connections."""
        raise NotImplementedError

    async def start_serving(self):
        """Accept connections from now on."""
        raise NotImplementedError

    async def serve_forever(self):
        """Accept connections until it is cancelled."""
        raise NotImplementedError

    def close_clients(self):
        """Close the connections that stand."""
        raise NotImplementedError

    def abort_clients(self):
        """Cut the connections that stand."""
        raise NotImplementedError

    async def wait_closed(self):
        """Wait until the server is closed."""
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class _AbstractEventLoopPolicy:
    """Which loop belongs to a context that runs none."""

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError


class _BaseDefaultEventLoopPolicy(_AbstractEventLoopPolicy):
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


class _UnixDefaultEventLoopPolicy(_BaseDefaultEventLoopPolicy):
    """One loop a thread, with selectors."""
    __module__ = 'asyncio.unix_events'


def _get_event_loop_policy():
    policy = _policy_get()
    if policy is None:
        policy = _UnixDefaultEventLoopPolicy()
        _policy_set(policy, True)
    return policy


def get_event_loop_policy():
    """The policy, which says which loop belongs to a context that runs none."""
    _going('get_event_loop_policy')
    return _get_event_loop_policy()


def _set_event_loop_policy(policy):
    if policy is not None and not isinstance(policy, _AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _policy_set(policy, policy is None or type(policy) is _UnixDefaultEventLoopPolicy)


def set_event_loop_policy(policy):
    """Replace the policy; None brings the standard one back."""
    _going('set_event_loop_policy')
    _set_event_loop_policy(policy)


def _going(name, level=3):
    import warnings
    warnings.warn(f"'asyncio.{name}' is deprecated and slated for removal in Python 3.16", DeprecationWarning, stacklevel=level)


_OLD = {'AbstractEventLoopPolicy': _AbstractEventLoopPolicy, 'DefaultEventLoopPolicy': _UnixDefaultEventLoopPolicy}


def _old_name(name):
    """What the package calls for a name that is about to go."""
    _going(name)
    return _OLD[name]
