def g():
    yield 1
    yield
x = g()
print(x.__name__, x.__qualname__, x.gi_running, x.gi_suspended, x.gi_frame.f_lineno, x.gi_yieldfrom, x.gi_code.co_name)
next(x)
print(x.gi_suspended, x.gi_frame.f_lineno)
list(x)
print(x.gi_frame, x.gi_running, x.gi_suspended)
def me():
    try:
        next(this)
    except ValueError as e:
        yield str(e)
this = me()
print(next(this))
def d():
    yield from inner
inner = g()
o = d(); next(o)
print(o.gi_yieldfrom is inner)
print(iter(x) is x, hasattr(x, "__await__"), type(x).__name__)
