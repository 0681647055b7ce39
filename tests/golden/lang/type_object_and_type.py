class A:
    x = 1
    def __init__(self, a=0): self.a = a
class B(A):
    """doc of B"""
    y: int = 2
b = B(5)
print(type(b), type(B), B.__name__, B.__qualname__, B.__module__, B.__bases__, B.__base__, B.__mro__ == (B, A, object), B.mro() == list(B.__mro__), B.__doc__, A.__doc__, B.__dict__["y"], B.__annotations__, A.__subclasses__() == [B], b.__class__ is B, b.__dict__, b.__doc__, b.__module__)
print(isinstance(b, (int, A)), issubclass(B, A), isinstance(B, type), type("T", (A,), {"z": 3})(1).z, type("T", (), {}).__mro__[1:], type.__call__(B, 9).a, type.mro(B)[1] is A, B.__flags__ > 0, hasattr(b, "x"), getattr(b, "nope", "d"), vars(b), sorted(set(dir(b)) - set(dir(object))))
b.__class__ = A; print(type(b).__name__); B.__name__ = "Renamed"; print(B); A.__bases__; setattr(b, "q", 1); delattr(b, "q"); print(hasattr(b, "q"))
o = object(); print(o == o, o != o, o == 1, object.__eq__(o, 5), hash(o) == hash(o), repr(o).startswith("<object object at 0x"), str(o) == repr(o), format(o) == str(o), o.__dir__() == dir(o) or sorted(o.__dir__()) == dir(o), object.__reduce_ex__(b, 2)[1:3], b.__getstate__(), bool(o))
for f in (lambda: object(1), lambda: A(1, 2), lambda: A(b=1), lambda: object().x, lambda: setattr(object(), "x", 1), lambda: setattr(int, "x", 1), lambda: type(1, 2), lambda: type("a", 1, {}), lambda: type("a", (1,), {}), lambda: type("a", (bool,), {}), lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: getattr(1, 2), lambda: format(o, "x"), lambda: object.__new__(int), lambda: object.__new__(1), lambda: object.__new__(), lambda: o < o, lambda: o(), lambda: o[0], lambda: setattr(b, "__class__", 5), lambda: setattr(b, "__class__", int), lambda: B.nope, lambda: delattr(b, "zz"), lambda: setattr(B, "__name__", 5), lambda: type.__new__(type, "a"), lambda: A.__init__(), lambda: int.__add__("a", 1), lambda: str.upper(5), lambda: vars(5), lambda: A.x.y, lambda: hash(type("H", (), {"__eq__": 1})())):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
