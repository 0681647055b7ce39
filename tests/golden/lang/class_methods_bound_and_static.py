class C:
    @staticmethod
    def s(*a): return a
    @classmethod
    def c(cls, *a): return cls.__name__, a
    def m(self, *a): return a
o = C()
print(o.s(1), C.s(1), o.c(1), C.c(1), o.m(1), C.m(o, 1))
b = o.m
print(b.__self__ is o, b.__func__ is C.m, b.__name__, b == o.m, b is o.m, hash(b) == hash(o.m))
print(repr(C.m).split(" at ")[0], repr(b).split(" object at ")[0], C.c.__func__.__name__)
class D(C): pass
print(D.c())
class P:
    @classmethod
    @property
    def both(cls): return "chained"
print(type(P.both).__name__)
print(staticmethod(len)([1, 2]), C.__dict__["s"].__wrapped__.__name__)
def free(self): return "free"
o.x = free
print(o.x(1), free.__get__(o)())
