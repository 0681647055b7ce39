class A:
    def __init__(self, v=0): self.v = v
    def __call__(self, *a): return ("call", a)
    @staticmethod
    def s(*a): return ("static", a)
    @classmethod
    def c(cls, *a): return ("class", a)
    def m(self, *a): return ("method", a)
import functools
def plain(*a): return ("plain", a)
def gen(*a): yield a
async def co(*a): return a
many = [plain, lambda *a: ("lambda", a), A(), A.s, A().m, A.c, functools.partial(plain, 0), max, str.__add__, A, type("B", (A,), {}), gen]
for f in many:
    try:
        r = f("x", "y") if f is not A else f("x")
        print(getattr(f, "__name__", type(f).__name__), r if isinstance(r, (tuple, str)) else type(r).__name__)
    except TypeError as e:
        print(e)
def site(f): return f(1)
print([site(f) for f in (abs, str, lambda x: x + 1, [5, 6].__getitem__, {1: "one"}.get, A().m, float, type, bool)])
def site2(o): return o.m(1)
class Inst:
    def __init__(self): self.m = lambda x: ("instance attr", x)
class Prop:
    @property
    def m(self): return lambda x: ("property", x)
class GetA:
    def __getattr__(self, n): return lambda x: (n, x)
print([site2(o) for o in (A(), Inst(), Prop(), GetA(), type("S", (), {"m": staticmethod(lambda x: ("st", x))})(), type("C", (), {"m": A()})(), A())])
