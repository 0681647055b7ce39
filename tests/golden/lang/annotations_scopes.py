def outer():
    local = "L"
    def inner(a: local, b: [x for x in (local, 1)], c: lambda: local): return c
    class K:
        t: local
        def m(self, a: local, b: t, c: __private): pass
        __private = 5
        local = "own"
        t = "T"
    return inner, K
f, K = outer()
print({k: v for k, v in f.__annotations__.items() if k != "c"}, f.__annotations__["c"]())
print(K.__annotations__, K.m.__annotations__, K.__annotate__.__code__.co_freevars, f.__annotate__.__code__.co_freevars)
def generic[T](x: T, y: "s") -> T: pass
print(generic.__annotations__, generic.__annotate__.__qualname__)
class G[T]:
    x: T
    def m[S](self, a: T, b: S, c: X): pass
    X = int
print(G.__annotations__, G.m.__annotations__)
class C:
    x = 1
    y: [x for _ in "ab"]
    z: (lambda: x)()
x = 2
print(C.__annotations__)
def f(x: locals()): pass
print(f.__annotations__)
def star[*Ts](*args: *Ts): pass
print(star.__annotations__)
def bad(src):
    try: compile(src, "s", "exec"); print("fits", src)
    except SyntaxError as e: print(e.msg, e.offset, e.end_offset)
for src in ("def f(x: (yield)): pass", "def f():\n x: (yield)", "async def f(x: await y): pass", "x: (y:=1)", "x: await y", "def f(): x: (y:=1)",
            "x: [(y:=1) for _ in z]", "class C:\n x: [(y:=1) for _ in z]", "def f(a: [(y:=1) for _ in z]): pass", "x: lambda: (yield)",
            "async def f():\n  def g(x: [y async for y in z]): pass", "from __future__ import annotations\ndef f(x: (yield)): pass",
            "def f():\n  global a\n  a: int", "type X = (yield)", "def f[T: (y:=1)](): pass"): bad(src)
