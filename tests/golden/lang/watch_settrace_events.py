# Calls, returns, exceptions: what a trace function is told, of generators, coroutines and classes, too.
import sys

log = []


def tracer(frame, what, arg):
    name = frame.f_code.co_name
    if frame.f_code.co_filename != __file__:
        return None
    if what == "exception":
        arg = repr(arg[1])
    elif hasattr(arg, "send") or isinstance(arg, Ends):
        arg = type(arg).__name__
    log.append((name, frame.f_lineno - frame.f_code.co_firstlineno, what, arg))
    return tracer


def gen():
    yield 1
    return 2


def over_generator():
    for x in gen(): pass


class Ends:
    def __iter__(self): return self
    def __next__(self): raise StopIteration


def over_class():
    for x in Ends(): pass


def delegating():
    x = yield from gen()


def over_delegating():
    for x in delegating(): pass


def exhausting():
    list(gen())


def failing():
    try:
        1 / 0
    finally:
        x = 1


def caught():
    try:
        failing()
    except TypeError:
        pass
    except ZeroDivisionError:
        pass


def again():
    try:
        raise KeyError
    except KeyError as e:
        raise


async def inner():
    return "inner"


async def outer():
    return await inner()


def awaiting():
    try:
        outer().send(None)
    except StopIteration as e:
        return e.value


def throwing():
    g = gen()
    next(g)
    try:
        g.throw(KeyError)
    except KeyError:
        pass
    g = gen()
    next(g)
    g.close()


def closures(a=1):
    def f(): return a
    return f() + (lambda: a)()


def class_body():
    class C:
        a = 1
        def __init__(self): self.b = 2
    return C().b


for f in (over_generator, over_class, over_delegating, exhausting, failing, caught, again, awaiting, throwing, closures,
          class_body):
    sys.settrace(tracer)
    try:
        f()
    except Exception as e:
        log.append(repr(e))
    finally:
        sys.settrace(None)
    for entry in log:
        print(entry)
    log.clear()


# A trace function that fails is not called again.
def bad(frame, what, arg):
    if what == "line":
        raise RuntimeError("from the trace function")
    return bad


sys.settrace(bad)
try:
    failing()
except RuntimeError as e:
    print(e, sys.gettrace())


# What a frame is traced by can be set from outside.
def plain():
    sys._getframe().f_trace = local
    sys.settrace(lambda *a: None)
    x = 1
    x = 2
    sys.settrace(None)


def local(frame, what, arg):
    print(what, frame.f_lineno - frame.f_code.co_firstlineno)
    return local


plain()
f = sys._getframe()
print(f.f_trace, f.f_trace_lines, f.f_trace_opcodes)
f.f_trace_lines = False
try:
    f.f_trace_opcodes = 1
except TypeError as e:
    print(e)
f.f_trace = local
print(f.f_trace is local)
del f.f_trace
print(f.f_trace)
f.f_trace_lines = True
