# Constructors of built-in classes and of classes derived from them: arguments, `__new__`, `__init__`, and what goes wrong.
class S(str):
    def __init__(self, *a): print("S.__init__", a, type(self).__name__)
class O:
    def __str__(self): return S("sub")
x = str(O()); print(type(x).__name__, x)
class E1(Exception):
    def __init__(self, x, *, y=2): super().__init__(x); self.x = x; self.y = y
e = E1(1, y=3); print(e.args, e.x, e.y, repr(e))
try: E1()
except TypeError as t: print(t)
class E2(ValueError): pass
print(repr(E2(1, 2)), E2().args)
class E3(Exception):
    def __new__(cls, *a): return super().__new__(cls, "new", *a)
print(E3(1).args)
class L(list):
    def __init__(self, *a): super().__init__(*a); self.extra = 1
print(L([1, 2]), L().extra, L("ab"))
class L2(list):
    def __new__(cls, *a): print("new", a); return super().__new__(cls)
print(L2([3]))
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __init__(self, v): self.v = v
i = I(4); print(i, i.v, type(i).__name__)
class D(dict):
    def __init__(self, **k): super().__init__(k)
print(D(a=1))
try: D(1)
except TypeError as t: print(t)
class N: 
    def __new__(cls, *a): return 5
    def __init__(self, *a): print("never")
print(N(1))
class T(tuple):
    def __init__(self, x): print("T init", x)
print(T([1, 2]))
class M(type):
    def __call__(cls, *a): return ("meta", a)
class X(metaclass=M): pass
print(X(1))
class M2(type):
    def __init__(cls, name, bases, d, **k): super().__init__(name, bases, d); cls.k = k
class X2(metaclass=M2): pass
print(X2.k, type("Y", (X2,), {}).k)
try: int("x", 2, 3)
except TypeError as t: print(t)
try: list(1, 2)
except TypeError as t: print(t)
try: ValueError(a=1)
except TypeError as t: print(t)
try: bool(1, 2)
except TypeError as t: print(t)
try: object(1)
except TypeError as t: print(t)
try: range()
except TypeError as t: print(t)
try: enumerate()
except TypeError as t: print(t)
try: zip(1)
except TypeError as t: print(t)
print(list(zip([1], strict=True)), list(map(max, [1, 5], [3, 2])), max(3, 1, key=lambda v: -v), min([4, 2], default=1))
try: max()
except TypeError as t: print(t)
try: len()
except TypeError as t: print(t)
try: len(1, 2)
except TypeError as t: print(t)
try: list.append(1, 2)
except TypeError as t: print(t)
try: list.append()
except TypeError as t: print(t)
try: int.__new__(str, 1)
except TypeError as t: print(t)
class P(int): pass
print(int.__new__(P, 3), type(int.__new__(P, 3)).__name__)
print(frozenset([1]) is frozenset(frozenset([1])), tuple((1,)), bytes(3), bytearray(b"x"), complex(1, 2), slice(1), super)
it = enumerate("ab"); p = next(it); q = next(it); print(p, q, p is q)
z = zip("ab", "cd"); keep = [v for v in z]; print(keep)
print([id(v) for v in zip("ab", "cd")][0] == 0, list({"a": 1, "b": 2}.items()))
d = {"a": 1, "b": 2}; ks = [kv for kv in d.items()]; print(ks)
for kv in d.items(): last = kv
print(last)
def g():
    r = yield 1
    print("got", r)
    yield from [2, 3]
print(sum(g()), list(g()), max(g()), any(v > 2 for v in g()))
def boom():
    yield 1
    raise LookupError("in gen")
try: sum(boom())
except LookupError as e: print(repr(e))
def rec(n):
    if n: yield sum(rec(n - 1)) + 1
    else: yield 0
print(sum(rec(50)))
a, b = (1, 2); a, b = b, a; print(a, b)
try: a, b = (1, 2, 3)
except ValueError as e: print(e)
try: a, b = [1]
except ValueError as e: print(e)
class TT(tuple):
    def __iter__(self): return iter([7, 8])
a, b = TT((1, 2)); print(a, b)
print(sorted("bca", reverse=True), "x".join(str(v) for v in range(3)), str(b"x", "ascii"), int("ff", 16), int("12", base=3), float(" 1e3 "))
