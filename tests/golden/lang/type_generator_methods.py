def g(a):
    try:
        while True:
            a = yield a
    except ValueError as e: yield f"caught {e}"
    finally: print("closed")
x = g(1); print(x.gi_running, x.gi_suspended, x.gi_frame is not None, x.gi_yieldfrom, x.__name__, x.__qualname__, x.gi_code.co_name, next(x), x.send(5), x.throw(ValueError("v")), x.close(), x.gi_frame, next(x, "end"))
def d(): r = yield from g(1); return r
y = d(); next(y); print(y.gi_yieldfrom.__name__, y.gi_suspended); y.close()
def r(): yield 1; return 7
z = r(); next(z)
try: next(z)
except StopIteration as e: print(e.value)
x.__name__ = "renamed"; print(x.__name__, repr(x).split(" at ")[0])
def s(): yield (yield)
for f in (lambda: s().send(1), lambda: s().throw(5), lambda: next(s(), 1).x, lambda: s().throw(KeyError("k")), lambda: s().nope, lambda: setattr(s(), "__name__", 5), lambda: type(s())(), lambda: list(s().send(None) or []), lambda: iter(s()).send):
    try: print(type(f()).__name__)
    except BaseException as e: print(type(e).__name__, e)
async def co(): return 5
c = co(); print(c.cr_running, c.cr_await, c.cr_frame is not None, c.cr_code.co_name, c.cr_suspended, c.__name__, type(c).__name__, c.cr_origin)
try: c.send(None)
except StopIteration as e: print(e.value)
for f in (lambda: c.send(None), lambda: c.close(), lambda: iter(c), lambda: list(c), lambda: c.throw(ValueError)):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
w = co().__await__(); print(type(w).__name__)
try: next(w)
except StopIteration as e: print(e.value)
async def ag():
    try:
        v = yield 1; print("got", v); yield 2
    finally: print("ag closed")
def drive(a):
    try: a.send(None)
    except StopIteration as e: return e.value
    except StopAsyncIteration: return "stop"
    except BaseException as e: return repr(e)
a = ag(); print(type(a).__name__, a.ag_running, a.ag_await, a.ag_code.co_name, drive(a.__anext__()), drive(a.asend("S")), drive(a.athrow(KeyError("k"))), drive(a.__anext__()), drive(a.aclose()), a.__aiter__() is a)
b = ag(); drive(b.__anext__()); print(drive(b.aclose()), drive(b.asend(1)))
n = b.__anext__(); print(drive(n), type(n).__name__, drive(n), type(b.aclose()).__name__, drive(anext(b, "default")))
