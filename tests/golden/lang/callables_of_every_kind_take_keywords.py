# Keywords through metaclasses, descriptors, partial objects and methods.
def va(*a, **k): return len(a), len(k)
def kw(a, b=1, c=2, d=3): return a, b, c, d
print(kw(1, d=5), kw(1, 2, d=5, c=9), kw(d=1, c=2, b=3, a=4), kw(*(1,), **{"d": 8}))
class M(type):
    def __call__(cls, *a, **k): return ("meta", a, k)
class E(metaclass=M): pass
print(E(1, b=2))
class Desc:
    def __get__(self, o, t): return lambda *a, **k: (o is not None, a, k)
class F: __call__ = Desc()
print(F()(1, z=3))
from functools import partial
print(partial(kw, 1, d=7)(c=3), partial(partial(kw, 1), b=2)(d=0))
class P:
    @classmethod
    def c(cls, a, b=2): return cls.__name__, a, b
    @staticmethod
    def s(a, *, k=3): return a, k
print(P.c(1, b=3), P().c(a=1), P.s(1, k=2), P().s(1))
try: print(kw(1, e=2))
except TypeError as e: print(e)
try: print(va(1, **{"a": 1}, **{"a": 2}))
except TypeError as e: print(e)
