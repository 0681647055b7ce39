"""TaskGroup: tasks that end together."""
from asyncio import CancelledError, _note_wait, current_task, get_running_loop, iscoroutine

__all__ = ('TaskGroup',)


class TaskGroup:
    """Waits for its tasks; when one fails, the others are cancelled and all failures come out as one group."""

    def __init__(self):
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._loop = None
        self._parent_task = None
        self._parent_cancel_requested = False
        self._tasks = set()
        self._errors = []
        self._base_error = None
        self._on_completed_fut = None

    def __repr__(self):
        parts = ['']
        if self._tasks:
            parts.append(f'tasks={len(self._tasks)}')
        if self._errors:
            parts.append(f'errors={len(self._errors)}')
        if self._aborting:
            parts.append('cancelling')
        elif self._entered:
            parts.append('entered')
        return f"<TaskGroup{' '.join(parts)}>"

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has already been entered')
        self._entered = True
        if self._loop is None:
            self._loop = get_running_loop()
        self._parent_task = current_task(self._loop)
        if self._parent_task is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        return self

    async def __aexit__(self, et, exc, tb):
        try:
            return await self._leave(et, exc)
        finally:
            # A frame that a traceback keeps must not keep the group's tasks.
            self._parent_task = None
            self._errors = None
            self._base_error = None
            exc = None

    async def _leave(self, kind, error):
        self._exiting = True
        if kind is not None and _ends_program(error) and self._base_error is None:
            self._base_error = error
        cancellation = error if kind is not None and issubclass(kind, CancelledError) else None
        if kind is not None and not self._aborting:
            self._abort()
        # A new future each time: a cancellation of the parent cancels the one it waits for.
        while self._tasks:
            if self._on_completed_fut is None:
                self._on_completed_fut = self._loop.create_future()
                _note_wait(self._on_completed_fut, 'TaskGroup', self)
            try:
                await self._on_completed_fut
            except CancelledError as e:
                if not self._aborting:
                    # Cancelled from outside: the tasks go first, then the cancellation goes on.
                    cancellation = e
                    self._abort()
            self._on_completed_fut = None
        assert not self._tasks
        if self._base_error is not None:
            try:
                raise self._base_error
            finally:
                error = cancellation = None
        if self._parent_cancel_requested:
            # The cancellation was the group's own means to wake its parent.
            if self._parent_task.uncancel() == 0:
                cancellation = None
        try:
            if cancellation is not None and not self._errors:
                raise cancellation
        finally:
            cancellation = None
        if kind is not None and not issubclass(kind, CancelledError):
            self._errors.append(error)
        if self._errors:
            if self._parent_task.cancelling():
                # Somebody else wants the parent cancelled, too: it shall find out at its next await.
                self._parent_task.uncancel()
                self._parent_task.cancel()
            try:
                raise BaseExceptionGroup('unhandled errors in a TaskGroup', self._errors) from None
            finally:
                error = None
        return None

    def _hoop_tasks(self):
        return tuple(self._tasks)

    def create_task(self, coro, **kwargs):
        """Make a task of the group."""
        problem = None
        if not self._entered:
            problem = f'TaskGroup {self!r} has not been entered'
        elif self._exiting and not self._tasks:
            problem = f'TaskGroup {self!r} is finished'
        elif self._aborting:
            problem = f'TaskGroup {self!r} is shutting down'
        if problem is not None:
            coro.close()
            raise RuntimeError(problem)
        task = self._loop.create_task(coro, **kwargs)
        # An eager task may have ended: its callback runs at the next turn, else its failure would cancel the parent too early.
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        try:
            return task
        finally:
            del task

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _on_task_done(self, task):
        self._tasks.discard(task)
        waiting = self._on_completed_fut
        if waiting is not None and not self._tasks and not waiting.done():
            waiting.set_result(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if _ends_program(error) and self._base_error is None:
            self._base_error = error
        if self._parent_task.done():
            self._loop.call_exception_handler({
                'message': f'Task {task!r} has errored out but its parent task {self._parent_task} is already completed',
                'exception': error, 'task': task})
            return
        if not self._aborting and not self._parent_cancel_requested:
            # The parent may be anywhere in its body: a cancellation brings it to __aexit__.
            self._abort()
            self._parent_cancel_requested = True
            self._parent_task.cancel()


def _ends_program(error):
    return isinstance(error, (SystemExit, KeyboardInterrupt))

