class C:
    x = 1
    def __dir__(self): return ["b", "a"]
    def m(self): pass
print(dir(C()), "x" in dir(C), [n for n in dir(type("E", (), {})()) if not n.startswith("__")])
print(C.__dict__.keys() >= {"x", "m", "__dict__", "__weakref__", "__doc__", "__module__"}, C.__doc__, list(C.__dict__)[:3])
class D(C):
    def __init__(self): self.y = 2
d = D()
print(hasattr(d, "x"), "x" in vars(d), vars(d), D.__base__ is C, D.__basicsize__ > 0 if hasattr(D, "__basicsize__") else True)
print(D.m is C.m, D().m == D().m, D.__init__.__qualname__, C.__init__ is object.__init__, D.__eq__ is object.__eq__)
print(type.__call__(D).y, object.__getattribute__(d, "y"), object.__repr__(d).startswith("<__main__.D object at 0x"), d.__sizeof__() > 0)
print(isinstance(d, C), D.mro()[-1], d.__class__.__name__, d.__module__, getattr(d, "__doc__"), C.m.__get__(d)() is None)
