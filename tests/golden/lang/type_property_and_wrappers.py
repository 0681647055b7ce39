class C:
    def __init__(self): self._x = 1
    @property
    def x(self): "the x"; return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
    @property
    def ro(self): return 5
    @classmethod
    def cm(cls, a=1): "cm doc"; return cls.__name__, a
    @staticmethod
    def sm(a): return a * 2
    wo = property(None, lambda self, v: None)
c = C(); print(c.x, C.x.__doc__, C.x.fget.__name__, C.x.fset is not None, type(C.x).__name__, C.x.__name__); c.x = 5; print(c.x); del c.x; print(hasattr(c, "x"))
print(C.cm(), c.cm(2), C.sm(3), c.sm(4), C.__dict__["cm"].__func__.__name__, C.__dict__["sm"].__wrapped__.__name__, C.cm.__self__ is C, C.__dict__["cm"].__doc__, C.__dict__["sm"](3), repr(C.__dict__["sm"]).split(" at ")[0], type(C.__dict__["cm"]).__name__, C.cm.__func__ is C.__dict__["cm"].__func__, C.__dict__["cm"].__name__)
class D(C):
    @C.x.getter
    def x(self): return "D"
    @classmethod
    def cm(cls): return super().cm(9)
print(D().x, D.cm(), D.x.fset is C.x.fset, property(doc="d").__doc__, isinstance(C.__dict__["x"], property))
class Desc:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, o, t=None): return (self.name, o is None, t.__name__)
    def __set__(self, o, v): o.__dict__["saved"] = v
class E:
    d = Desc()
e = E(); print(E.d, e.d); e.d = 4; print(e.saved, vars(e))
for f in (lambda: setattr(c, "ro", 1), lambda: delattr(c, "ro"), lambda: c.wo, lambda: property(1).__get__(5), lambda: C.x.fget(), lambda: C.sm(), lambda: classmethod(), lambda: property(1, 2, 3, 4, 5), lambda: type.__dict__["__name__"].__get__(5), lambda: E.d.x, lambda: staticmethod(5)()):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
