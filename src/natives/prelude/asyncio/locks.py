"""Lock, Event, Condition, Semaphore, BoundedSemaphore, Barrier: fair, first in, first out.

Each waiter is a future in a deque. Beside CPython's duties they tell the scheduler what the future is for and who holds what.
"""
from collections import deque

from asyncio import CancelledError, _note_wait, _place, current_task
from asyncio.mixins import _LoopBoundMixin

__all__ = ('Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Barrier')


class _ContextManagerMixin:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


def _show(self, state):
    if self._waiters:
        state = f'{state}, waiters:{len(self._waiters)}'
    return f'<{object.__repr__(self)[1:-1]} [{state}]>'


def _task():
    try:
        return current_task()
    except RuntimeError:
        return None


class Lock(_ContextManagerMixin, _LoopBoundMixin):
    """At most one task holds it; it is not reentrant."""

    def __init__(self):
        self._waiters = None
        self._locked = False
        self._holder = None
        self._hoop_made = _place()

    def __repr__(self):
        return _show(self, 'locked' if self._locked else 'unlocked')

    def _hoop_holders(self):
        return () if self._holder is None else (self._holder,)

    def locked(self):
        """Whether somebody holds the lock."""
        return self._locked

    async def acquire(self):
        """Wait until the lock is free, and take it."""
        if not self._locked and (not self._waiters or all(w.cancelled() for w in self._waiters)):
            self._locked = True
            self._holder = _task()
            return True
        if self._waiters is None:
            self._waiters = deque()
        turn = self._get_loop().create_future()
        _note_wait(turn, 'Lock', self)
        self._waiters.append(turn)
        try:
            try:
                await turn
            finally:
                self._waiters.remove(turn)
        except CancelledError:
            # Woken and cancelled in the same turn: the lock is free, the next in line shall have it.
            if not self._locked:
                self._wake_first()
            raise
        self._locked = True
        self._holder = _task()
        return True

    def release(self):
        """Give the lock back; the first who waits gets it."""
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        self._holder = None
        self._wake_first()

    def _wake_first(self):
        if self._waiters:
            first = self._waiters[0]
            if not first.done():
                first.set_result(True)


class Event(_LoopBoundMixin):
    """A flag that tasks can wait for."""

    _kind = 'Event'

    def __init__(self):
        self._waiters = deque()
        self._value = False
        self._hoop_made = _place()

    def __repr__(self):
        return _show(self, 'set' if self._value else 'unset')

    def is_set(self):
        """Whether the flag is set."""
        return self._value

    def set(self):
        """Set the flag: all who wait go on."""
        if self._value:
            return
        self._value = True
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(True)

    def clear(self):
        """Take the flag back: who waits from now on waits."""
        self._value = False

    async def wait(self):
        """Wait until the flag is set."""
        if self._value:
            return True
        waiter = self._get_loop().create_future()
        _note_wait(waiter, self._kind, self)
        self._waiters.append(waiter)
        try:
            await waiter
            return True
        finally:
            self._waiters.remove(waiter)


class Condition(_ContextManagerMixin, _LoopBoundMixin):
    """Tasks wait, without the lock, until another task notifies them."""

    _kind = 'Condition'

    def __init__(self, lock=None):
        if lock is None:
            lock = Lock()
        self._lock = lock
        self.locked = lock.locked
        self.acquire = lock.acquire
        self.release = lock.release
        self._waiters = deque()
        self._hoop_made = _place()

    def __repr__(self):
        return _show(self, 'locked' if self.locked() else 'unlocked')

    async def wait(self):
        """Give the lock back and wait to be notified; then take it again."""
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        waiter = self._get_loop().create_future()
        _note_wait(waiter, self._kind, self)
        self.release()
        try:
            try:
                self._waiters.append(waiter)
                try:
                    await waiter
                    return True
                finally:
                    self._waiters.remove(waiter)
            finally:
                await self._acquire_in_spite()
        except BaseException:
            # The notification may have been ours: pass it on.
            self._notify(1)
            raise

    async def _acquire_in_spite(self):
        """Acquires the lock; a cancellation meanwhile is raised afterwards."""
        cancelled = None
        while True:
            try:
                await self.acquire()
                break
            except CancelledError as e:
                cancelled = e
        if cancelled is not None:
            try:
                raise cancelled
            finally:
                cancelled = None

    async def wait_for(self, predicate):
        """Wait until the predicate is true, and return what it said."""
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        """Wake n of those who wait."""
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        self._notify(n)

    def _notify(self, n):
        for waiter in self._waiters:
            if n <= 0:
                break
            if not waiter.done():
                n -= 1
                waiter.set_result(False)

    def notify_all(self):
        """Wake all who wait."""
        self.notify(len(self._waiters))


class Semaphore(_ContextManagerMixin, _LoopBoundMixin):
    """A number of permits."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        self._waiters = None
        self._value = value
        self._holders = {}
        self._hoop_made = _place()

    def __repr__(self):
        return _show(self, 'locked' if self.locked() else f'unlocked, value:{self._value}')

    def _hoop_holders(self):
        return tuple(self._holders)

    def locked(self):
        """Whether acquire would have to wait."""
        return self._value == 0 or any(not w.cancelled() for w in self._waiters or ())

    def _hold(self):
        task = _task()
        if task is not None:
            self._holders[task] = self._holders.get(task, 0) + 1

    def _let_go(self):
        holders = self._holders
        if holders:
            task = _task()
            if task not in holders:
                task = next(iter(holders))
            if holders[task] == 1:
                del holders[task]
            else:
                holders[task] -= 1

    async def acquire(self):
        """Wait for a permit, and take it."""
        if not self.locked():
            self._value -= 1
            self._hold()
            return True
        if self._waiters is None:
            self._waiters = deque()
        turn = self._get_loop().create_future()
        _note_wait(turn, 'Semaphore', self)
        self._waiters.append(turn)
        try:
            try:
                await turn
            finally:
                self._waiters.remove(turn)
        except CancelledError:
            # The permit was ours already: give it back.
            if turn.done() and not turn.cancelled():
                self._value += 1
            raise
        finally:
            # While this task was on its way, others may have had to queue behind it.
            while self._value > 0 and self._wake_next():
                pass
        self._hold()
        return True

    def release(self):
        """Give a permit back; the first who waits gets it."""
        self._value += 1
        self._let_go()
        self._wake_next()

    def _wake_next(self):
        for turn in self._waiters or ():
            if not turn.done():
                self._value -= 1
                turn.set_result(True)
                return True
        return False


class BoundedSemaphore(Semaphore):
    """A semaphore that is never released more often than acquired."""

    def __init__(self, value=1):
        self._bound_value = value
        super().__init__(value)

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()


class Barrier(_LoopBoundMixin):
    """As many tasks as it has parties pass it together."""

    def __init__(self, parties):
        """Of so many parties."""
        if parties < 1:
            raise ValueError('parties must be > 0')
        self._cond = Condition()
        self._cond._kind = 'Barrier'
        self._parties = parties
        self._state = 'filling'
        self._count = 0

    def __repr__(self):
        state = self._state
        if state != 'broken':
            state = f'{state}, waiters:{self.n_waiting}/{self._parties}'
        return f'<{object.__repr__(self)[1:-1]} [{state}]>'

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    async def wait(self):
        """Wait until all parties are here; return which of them this one is."""
        async with self._cond:
            await self._cond.wait_for(lambda: self._state in ('filling', 'broken'))
            if self._state == 'broken':
                raise _broken('Barrier aborted')
            try:
                index = self._count
                self._count += 1
                if index + 1 == self._parties:
                    self._state = 'draining'
                    self._cond.notify_all()
                else:
                    await self._cond.wait_for(lambda: self._state != 'filling')
                    if self._state in ('broken', 'resetting'):
                        raise _broken('Abort or reset of barrier')
                return index
            finally:
                self._count -= 1
                if self._count == 0:
                    if self._state in ('resetting', 'draining'):
                        self._state = 'filling'
                    self._cond.notify_all()

    async def reset(self):
        """Empty the barrier; who waits gets a BrokenBarrierError."""
        async with self._cond:
            if self._count > 0:
                self._state = 'resetting'
            else:
                self._state = 'filling'
            self._cond.notify_all()

    async def abort(self):
        """Break the barrier; who waits, now or later, gets a BrokenBarrierError."""
        async with self._cond:
            self._state = 'broken'
            self._cond.notify_all()

    @property
    def parties(self):
        """How many tasks pass together."""
        return self._parties

    @property
    def n_waiting(self):
        """How many tasks wait now."""
        return self._count if self._state == 'filling' else 0

    @property
    def broken(self):
        """Whether the barrier is broken."""
        return self._state == 'broken'


def _broken(text):
    from asyncio.exceptions import BrokenBarrierError
    return BrokenBarrierError(text)
