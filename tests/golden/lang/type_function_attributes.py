def f(a, b: int = 2, *args, c=3, **kw) -> str:
    "doc"
    x = 1
    return a
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__dict__, f.__closure__, f.__type_params__, f.__globals__ is globals(), type(f).__name__)
c = f.__code__; print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_nlocals, c.co_flags & 12, c.co_freevars, c.co_cellvars, c.co_firstlineno, c.co_consts[0], c.co_filename == __file__)
f.attr = 1; f.__name__ = "g"; f.__defaults__ = (9,); f.__kwdefaults__ = {"c": 7}; print(f.attr, f.__dict__, f.__name__, f(1), f.__get__(5, int).__self__, f.__call__(4), repr(f).split(" at ")[0])
def outer():
    n = 1
    def inner():
        nonlocal n; n += 1; return n
    return inner
i = outer(); print(i(), i.__closure__[0].cell_contents, i.__code__.co_freevars, outer.__code__.co_cellvars, i.__qualname__); i.__closure__[0].cell_contents = 10; print(i())
class C:
    def m(self): "m doc"; return self
    def __repr__(self): return "C()"
o = C(); m = o.m; print(m, m.__self__, m.__func__ is C.m, m.__name__, m.__doc__, m() is o, m == o.m, m is o.m, hash(m) == hash(o.m), C.m(3), m.__qualname__, type(m).__name__, type(m)(len, "ab")())
print(len, len.__name__, len.__qualname__, len.__module__, len.__self__, [].append.__name__, [].append.__qualname__, list.append, list.append.__objclass__, list.__add__, [1].__add__([2]), type([].append).__name__, type(list.append).__name__, type(list.__add__).__name__, type([].__add__).__name__, dict.fromkeys.__self__, [1].append == [1].append, print.__text_signature__ is not None)
k = type(f)(f.__code__, {"z": 1}, "named", (5,)); k.__kwdefaults__ = {"c": 0}; print(k.__name__, k(1), k.__defaults__)
l = lambda x, y=1: x; print(l.__name__, l.__qualname__, l(3), (lambda *a, **k: (a, k))(1, b=2))
for g in (lambda: f(), lambda: f(1, b=1, a=2), lambda: len(), lambda: len(1, 2), lambda: len(x=1), lambda: [].append(), lambda: [].append(1, 2), lambda: list.append(1, 2), lambda: list.append(), lambda: f.nope, lambda: setattr(f, "__name__", 5), lambda: setattr(f, "__defaults__", 5), lambda: setattr(f, "__code__", 5), lambda: m.nope, lambda: setattr(m, "x", 1), lambda: setattr(len, "x", 1), lambda: l(), lambda: l(1, 2, 3), lambda: l(1, z=2), lambda: outer(1), lambda: type(f)(1), lambda: type(len)(), lambda: f.__closure__[0], lambda: dict.fromkeys(), lambda: type(m)(1, 2)):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
