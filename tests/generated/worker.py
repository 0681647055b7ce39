"""Runs programs that come in on standard input, one JSON line each, and answers each with what it printed.

The same file runs on both sides. Each program gets a `__main__` of its own. What it writes, and how it ends (the traceback's part in the program itself, causes and contexts included), is the answer.
Tasks run under a clock that jumps: hoop is started with `--virtual-time`, CPython gets a selector that moves the time instead of waiting.
"""
import builtins
import gc
import io
import json
import linecache
import os
import sys
import traceback
import types
import warnings

OWN = sys.implementation.name != 'cpython'
FILE = '<program>'
#: What a program may write before it is stopped.
MOST = 200_000


class Full(BaseException):
    """The program writes without end."""


class Out(io.StringIO):
    def write(self, text):
        if self.tell() > MOST:
            raise Full
        return super().write(text)


def jumping_loop():
    import asyncio

    class JumpingLoop(asyncio.SelectorEventLoop):
        def __init__(self):
            super().__init__()
            self._now = 0.0
            select = self._selector.select

            def jump(timeout):
                if timeout is None:
                    raise SystemExit('nothing can wake this program')
                self._now += timeout
                return select(0)
            self._selector.select = jump

        def time(self):
            return self._now
    return JumpingLoop


def in_program(error, seen=()):
    """Keeps the frames of the program only: the libraries' own are not the same on both sides."""
    if error is None or id(error) in seen:
        return
    seen = (*seen, id(error))
    error.stack[:] = [frame for frame in error.stack if frame.filename == FILE]
    for other in (error.__cause__, error.__context__, *(error.exceptions or ())):
        in_program(other, seen)


def told(error, out):
    report = traceback.TracebackException.from_exception(error)
    in_program(report)
    for line in report.format():
        out.write(line)


def run(text):
    out = Out()
    linecache.cache[FILE] = (len(text), None, text.splitlines(True), FILE)
    module = types.ModuleType('__main__')
    old = sys.modules['__main__'], sys.stdout, sys.stderr
    sys.modules['__main__'], sys.stdout, sys.stderr = module, out, out
    filters = warnings.filters[:]
    try:
        try:
            exec(compile(text, FILE, 'exec'), module.__dict__)
        except Full:
            raise
        except BaseException as error:
            told(error, out)
            error = None
        module.__dict__.clear()
        gc.collect()
    except Full:
        pass
    finally:
        sys.modules['__main__'], sys.stdout, sys.stderr = old
        warnings.filters[:] = filters
        if 'decimal' in sys.modules:
            sys.modules['decimal'].setcontext(sys.modules['decimal'].Context())
    return out.getvalue()[:MOST]


def main():
    try:
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    except ImportError:
        pass
    if not OWN:
        import asyncio
        plain, loop = asyncio.run, jumping_loop()

        def run_jumping(main, *, debug=None, loop_factory=None):
            return plain(main, debug=debug, loop_factory=loop_factory or loop)
        asyncio.run = run_jumping
    # Nobody but this file may write between the answers.
    answers = os.fdopen(os.dup(1), 'w', encoding='ascii')
    os.dup2(2, 1)
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + '\n')
        answers.flush()


if __name__ == '__main__':
    main()
