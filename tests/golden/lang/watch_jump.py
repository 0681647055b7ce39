# `frame.f_lineno = n` in a trace function, and where it cannot be done.
import sys


def run(function, at, to, event="line"):
    first = function.__code__.co_firstlineno
    done = []

    def tracer(frame, what, arg):
        if frame.f_code is function.__code__:
            if what == event and (frame.f_lineno - first == at) and not done:
                done.append(1)
                frame.f_lineno = first + to if isinstance(to, int) else to
            return tracer

    out.clear()
    sys.settrace(tracer)
    try:
        function()
    except Exception as e:
        out.append(f"{type(e).__name__}: {e}")
    finally:
        sys.settrace(None)
    print(function.__name__, at, to, out)


out = []


def straight():
    out.append(1)
    out.append(2)
    out.append(3)
    out.append(4)


def loops():
    out.append(1)
    for i in 1, 2:
        out.append(3)
    out.append(4)
    while out:
        out.append(6)
        break
    out.append(8)


def handles():
    try:
        out.append(2)
    except TypeError:
        out.append(4)
    out.append(5)


def raises():
    try:
        1 / 0
    except ZeroDivisionError:
        out.append(4)
        out.append(repr(sys.exception()))
    out.append(repr(sys.exception()))


class M:
    def __enter__(self): out.append("enter")
    def __exit__(self, *a): out.append("exit")


def withs():
    with M():
        out.append(2)
        out.append(3)
    out.append(4)


run(straight, 1, 3)
run(straight, 3, 2)
run(straight, 2, -1)
run(straight, 2, 99)
run(straight, 2, "x")
run(straight, 0, 2, "call")
run(straight, 4, 2, "return")
run(loops, 1, 3)
run(loops, 3, 4)
run(loops, 1, 8)
run(loops, 1, 6)
run(loops, 3, 8)
run(handles, 1, 3)
run(handles, 2, 5)
run(raises, 4, 6)
run(withs, 1, 3)
run(withs, 2, 4)
try:
    sys._getframe().f_lineno = 3
except ValueError as e:
    print(e)
try:
    del sys._getframe().f_lineno
except AttributeError as e:
    print(e)
