from contextlib import ExitStack, contextmanager


@contextmanager
def cm(n, swallow=False, fail=False):
    print("enter", n)
    try:
        yield n
    except Exception as e:
        print("saw", n, repr(e))
        if not swallow:
            raise
    finally:
        print("exit", n)
        if fail:
            raise ValueError(f"fail {n}")


with ExitStack() as stack:
    print([stack.enter_context(cm(i)) for i in range(3)])
    stack.callback(print, "callback", sep="!", end="\n")
    stack.push(lambda *exc: print("pushed", exc))
with ExitStack() as stack:
    stack.enter_context(cm("outer", swallow=True))
    stack.enter_context(cm("inner"))
    raise KeyError("k")
print("after")
try:
    with ExitStack() as stack:
        stack.enter_context(cm(1, fail=True))
        stack.enter_context(cm(2, fail=True))
        raise TypeError("first")
except ValueError as e:
    while e:
        print(repr(e))
        e = e.__context__
with ExitStack() as stack:
    stack.callback(print, "kept for later")
    later = stack.pop_all()
print("left")
later.close()
try:
    ExitStack().enter_context(3)
except TypeError as e:
    print(e)


@ExitStack().callback
def decorated():
    print("never runs")


print(decorated.__name__)
try:
    with ExitStack() as stack:
        stack.push(lambda t, v, tb: True)
        stack.callback(lambda: 1 / 0)
    print("swallowed the division")
except ZeroDivisionError:
    print("not swallowed")
