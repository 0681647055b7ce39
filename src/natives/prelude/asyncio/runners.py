"""Runner: a loop and a context for several calls from outside."""
from contextvars import copy_context

from asyncio import (_as_coroutine, _close_after_run, _get_running_loop, _run_main, new_event_loop, run, set_event_loop)

__all__ = ('Runner', 'run')


class Runner:
    """Keeps one loop; `run` enters it, `close` cleans up."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._state = 'created'
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._set_event_loop = False

    def __enter__(self):
        self._lazy_init()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def close(self):
        """Cancel what is left, and close the loop."""
        if self._state != 'initialized':
            return
        try:
            _close_after_run(self._loop)
        finally:
            if self._set_event_loop:
                set_event_loop(None)
            self._loop.close()
            self._loop = None
            self._state = 'closed'

    def get_loop(self):
        """The loop that runs."""
        self._lazy_init()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine in the loop to its end."""
        if _get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._lazy_init()
        coro = _as_coroutine(coro)
        if context is None:
            context = self._context
        task = self._loop.create_task(coro, context=context)
        return _run_main(self._loop, task)

    def _lazy_init(self):
        if self._state == 'closed':
            raise RuntimeError('Runner is closed')
        if self._state == 'initialized':
            return
        if self._loop_factory is None:
            self._loop = new_event_loop()
            if not self._set_event_loop:
                # Once only: a loop that the script sets later stays.
                set_event_loop(self._loop)
                self._set_event_loop = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._context = copy_context()
        self._state = 'initialized'
