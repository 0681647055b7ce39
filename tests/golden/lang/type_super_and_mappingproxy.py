class A:
    def f(self): return "A"
    @classmethod
    def c(cls): return "Ac" + cls.__name__
    @property
    def p(self): return "Ap"
    x = 1
class B(A):
    def f(self): return "B" + super().f()
    @classmethod
    def c(cls): return "B" + super().c()
    @property
    def p(self): return "B" + super().p
    def g(self): return [super().x for _ in "a"], (lambda: super().f())() if False else None
class M(A):
    def f(self): return "M" + super().f()
class D(B, M): pass
d = D(); print(d.f(), D.c(), d.p, super(B, d).f(), super(D, D).c(), super(A, d).__thisclass__, super(B, d).__self__ is d, super(B, d).__self_class__, repr(super(B, d)), repr(super(B)), super(B, D).f(d))
p = A.__dict__; print(type(p).__name__, "f" in p, p["x"], p.get("zz", 0), len(p) > 3, p.copy() is p, type(p.copy()), list(p)[:2], p == A.__dict__, sorted(p.keys())[-1])
import types
q = types.MappingProxyType({"a": 1}); print(q, q | {"b": 2}, q.items(), list(reversed(q)), {**q}, q == {"a": 1})
def no(): super()
class F:
    def m(): return super()
    def n(self): del self; return super()
for f in (no, lambda: F.m(), lambda: F().n(), lambda: super(B, 5), lambda: super(5), lambda: super(B, d).zzz, lambda: p.__setitem__, lambda: q["z"], lambda: types.MappingProxyType(5), lambda: super(1, 2, 3), lambda: hash(q)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: p["y"] = 1
except TypeError as e: print(e)
