"""Exceptions of asyncio that are rarely needed; the common ones are built in."""
from asyncio import CancelledError, DeadlockError, InvalidStateError, TimeoutError

__all__ = ('BrokenBarrierError', 'CancelledError', 'IncompleteReadError', 'InvalidStateError', 'LimitOverrunError',
           'SendfileNotAvailableError', 'TimeoutError')


class SendfileNotAvailableError(RuntimeError):
    """The system cannot send this file by itself."""


class IncompleteReadError(EOFError):
    """The stream ended before all requested bytes had come."""

    def __init__(self, partial, expected):
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {wanted} expected bytes')
        self.partial, self.expected = partial, expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """A separator was not found within the buffer's limit."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (self.args[0], self.consumed)


class BrokenBarrierError(RuntimeError):
    """The barrier was broken by abort() or reset()."""
