"""Deadlines: `async with timeout(..)`."""
from types import TracebackType

from asyncio import CancelledError, TimeoutError, current_task, get_running_loop

__all__ = ('Timeout', 'timeout', 'timeout_at')


class Timeout:
    """Cancels its body at a time and turns that cancellation into TimeoutError. States: created, active, expiring, expired, finished."""

    def __init__(self, when: float | None) -> None:
        """To expire at a time of the loop's clock, or never (None)."""
        self._state = 'created'
        self._when = when
        self._task = None
        self._timer = None

    def when(self) -> float | None:
        """When it expires, or None."""
        return self._when

    def reschedule(self, when: float | None) -> None:
        """Set another time."""
        if self._state != 'active':
            if self._state == 'created':
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {self._state} Timeout')
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        if when is None:
            self._timer = None
            return
        loop = get_running_loop()
        if when <= loop.time():
            self._timer = loop.call_soon(self._on_timeout)
        else:
            self._timer = loop.call_at(when, self._on_timeout)

    def expired(self) -> bool:
        """Whether it has expired."""
        return self._state in ('expiring', 'expired')

    def __repr__(self) -> str:
        more = ''
        if self._state == 'active':
            more = f' when={None if self._when is None else round(self._when, 3)}'
        return f'<Timeout [{self._state}]{more}>'

    async def __aenter__(self) -> 'Timeout':
        if self._state != 'created':
            raise RuntimeError('Timeout has already been entered')
        task = current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = 'active'
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type: type[BaseException] | None, exc_val: BaseException | None,
                        exc_tb: TracebackType | None) -> bool | None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state == 'active':
            self._state = 'finished'
        elif self._state == 'expiring':
            self._state = 'expired'
            # Only if nobody else cancelled the task, too, is the cancellation ours.
            if self._task.uncancel() <= self._cancelling and exc_type is not None:
                if issubclass(exc_type, CancelledError):
                    raise TimeoutError from exc_val
                _mark(exc_val)
                if isinstance(exc_val, ExceptionGroup):
                    for e in exc_val.exceptions:
                        _mark(e)
        return None

    def _on_timeout(self):
        self._task.cancel()
        self._state = 'expiring'
        self._timer = None


def _mark(error):
    """The cancellation turned up inside another exception: its context shall say that it was a timeout."""
    while error is not None:
        context = error.__context__
        if isinstance(context, CancelledError):
            timeout = TimeoutError()
            timeout.__cause__ = timeout.__context__ = context
            error.__context__ = timeout
            break
        error = context


def timeout(delay: float | None) -> Timeout:
    """A deadline in so many seconds; None: none."""
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when: float | None) -> Timeout:
    """A deadline at a time of the loop's clock; None: none."""
    return Timeout(when)
