import contextlib, io
@contextlib.contextmanager
def cm(n):
    print("enter", n)
    try:
        yield n
    except KeyError as e:
        print("swallowed", e)
    finally:
        print("exit", n)
with cm(1) as x: print(x)
with cm(2): raise KeyError("k")
try:
    with cm(3): raise ValueError("v")
except ValueError as e:
    print(e)
@cm("deco")
def f(): return "f result"
print(f())
with contextlib.suppress(ZeroDivisionError, KeyError): 1 / 0
with contextlib.ExitStack() as st:
    st.enter_context(cm("a")); st.callback(print, "callback"); st.enter_context(cm("b"))
    st.push(lambda *exc: print("pushed", exc[0] and exc[0].__name__) or True)
    raise TypeError("suppressed by the pushed one")
out = io.StringIO()
with contextlib.redirect_stdout(out): print("hidden")
print(repr(out.getvalue()))
@contextlib.contextmanager
def twice():
    yield 1
    yield 2
try:
    with twice(): pass
except RuntimeError as e:
    print(e)
@contextlib.contextmanager
def none():
    return
    yield
try:
    with none(): pass
except RuntimeError as e:
    print(e)
