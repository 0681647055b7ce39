"""Who waits for whom: the graph of tasks and futures, captured and shown (3.14)."""
import dataclasses
import io
import sys
import types
import weakref

from asyncio import Future, Task, current_task, isfuture

__all__ = ('capture_call_graph', 'format_call_graph', 'print_call_graph', 'FrameCallGraphEntry', 'FutureCallGraph',
           'future_add_to_awaited_by', 'future_discard_from_awaited_by')

# What was told by hand; what a task waits for is known by the scheduler itself.
_told = weakref.WeakKeyDictionary()


@dataclasses.dataclass(frozen=True, slots=True)
class FrameCallGraphEntry:
    frame: types.FrameType


@dataclasses.dataclass(frozen=True, slots=True)
class FutureCallGraph:
    future: Future
    call_stack: tuple['FrameCallGraphEntry', ...]
    awaited_by: tuple['FutureCallGraph', ...]


def future_add_to_awaited_by(fut, waiter, /):
    """Records that `waiter` waits for `fut`."""
    if isinstance(fut, Future) and isinstance(waiter, Future):
        _told.setdefault(fut, weakref.WeakSet()).add(waiter)


def future_discard_from_awaited_by(fut, waiter, /):
    """Takes the record back."""
    if isinstance(fut, Future) and isinstance(waiter, Future) and fut in _told:
        _told[fut].discard(waiter)


def _waiters(future):
    """Tasks whose wake-up is a callback of the future, and those that were told."""
    found = []
    for callback, _ in getattr(future, '_callbacks', None) or ():
        owner = getattr(callback, '__self__', None)
        if isinstance(owner, Task) and owner._fut_waiter is future and owner not in found:
            found.append(owner)
    found += [w for w in _told.get(future, ()) if w not in found]
    return found


def _suspended(task, limit):
    """Frames of a task's coroutines, the innermost first."""
    entries, coro = [], task.get_coro()
    while coro is not None and limit != 0:
        for prefix in ('cr', 'ag', 'gi'):
            frame = getattr(coro, f'{prefix}_frame', None)
            if frame is not None:
                entries.append(FrameCallGraphEntry(frame))
                break
        coro = next((c for p in ('cr', 'ag', 'gi') if (c := getattr(coro, f'{p}_{"yieldfrom" if p == "gi" else "await"}', None)) is not None), None)
    entries.reverse()
    return _cut(entries, limit)


def _cut(entries, limit):
    if limit is None:
        return tuple(entries)
    if limit == 0:
        return ()
    return tuple(entries[:limit] if limit > 0 else entries[limit:])


def _graph(future, limit, stack=None, seen=()):
    if stack is None:
        stack = _suspended(future, limit) if isinstance(future, Task) else ()
    above = tuple(_graph(w, limit, None, (*seen, future)) for w in _waiters(future) if w not in seen)
    return FutureCallGraph(future, stack, above)


def capture_call_graph(future: Future | None = None, /, *, depth: int = 1, limit: int | None = None) -> FutureCallGraph | None:
    """Captures the frames of a task (of the running one without an argument) and of all that wait for it, directly or not.

    `depth` leaves out so many of the caller's innermost frames, `limit` keeps the innermost (positive) or the outermost (negative) ones of each stack.
    """
    running = current_task()
    if future is None:
        future = running
        if future is None:
            return None
    elif not isfuture(future):
        raise TypeError(f'{future!r} object does not appear to be compatible with asyncio.Future')
    if future is not running:
        return _graph(future, limit)
    entries, frame = [], sys._getframe(depth)
    outermost = getattr(running.get_coro(), 'cr_frame', None)
    while frame is not None:
        entries.append(FrameCallGraphEntry(frame))
        if frame is outermost:
            break
        frame = frame.f_back
    return _graph(future, limit, _cut(entries, limit))


def _lines(graph, out, level):
    def add(text):
        out.append(f'{"    " * level}{text}')

    name = f'Task(name={graph.future.get_name()!r}, ' if isinstance(graph.future, Task) else 'Future('
    add(f'* {name}id={id(graph.future):#x})')
    if graph.call_stack:
        add('  + Call stack:')
        for entry in graph.call_stack:
            code = entry.frame.f_code
            kind = 'async ' if code.co_flags & 0x80 else 'async generator ' if code.co_flags & 0x200 else 'generator ' if code.co_flags & 0x20 else ''
            add(f'  |   File {code.co_filename!r}, line {entry.frame.f_lineno}, in {kind}{code.co_qualname}()')
    if graph.awaited_by:
        add('  + Awaited by:')
        for waiter in graph.awaited_by:
            _lines(waiter, out, level + 1)


def format_call_graph(future: Future | None = None, /, *, depth: int = 1, limit: int | None = None) -> str:
    """The captured graph as text; empty if no task runs."""
    graph = capture_call_graph(future, depth=depth + 1, limit=limit)
    if graph is None:
        return ''
    out = []
    _lines(graph, out, 0)
    return '\n'.join(out)


def print_call_graph(future: Future | None = None, /, *, file: io.Writer[str] | None = None, depth: int = 1, limit: int | None = None) -> None:
    """Writes the graph to `file`, or to standard output."""
    print(format_call_graph(future, depth=depth + 1, limit=limit), file=file)
