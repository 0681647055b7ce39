"""The stack of a task, for people."""
import sys


def _task_get_stack(task, limit):
    """Frames of a suspended coroutine; of a failed one, those of its traceback, oldest first."""
    frames = []
    coro = task.get_coro()
    frame = getattr(coro, 'cr_frame', None) or getattr(coro, 'gi_frame', None)
    if frame is not None:
        while frame is not None:
            if limit is not None:
                if limit <= 0:
                    break
                limit -= 1
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif task._exception is not None:
        tb = task._exception.__traceback__
        while tb is not None:
            if limit is not None:
                if limit <= 0:
                    break
                limit -= 1
            frames.append(tb.tb_frame)
            tb = tb.tb_next
    return frames


def _task_print_stack(task, limit, file):
    import traceback
    if file is None:
        file = sys.stderr
    lines = []
    for frame in task.get_stack(limit=limit):
        import linecache
        name = frame.f_code.co_filename
        line = linecache.getline(name, frame.f_lineno, frame.f_globals)
        lines.append((name, frame.f_lineno, frame.f_code.co_name, line))
    error = task._exception
    if not lines:
        print(f'No stack for {task!r}', file=file)
    elif error is not None:
        print(f'Traceback for {task!r} (most recent call last):', file=file)
    else:
        print(f'Stack for {task!r} (most recent call last):', file=file)
    traceback.print_list(lines, file=file)
    if error is not None:
        for line in traceback.format_exception_only(type(error), error):
            print(line, file=file, end='')
