print(type(type) is type, isinstance(type, object), isinstance(object, type), object.__bases__, type.__mro__, type(5).__class__)
print(int.__name__, int.__module__, type(None)() is None, type(...)() is ..., type(NotImplemented)() is NotImplemented)
print(issubclass(bool, int), bool.__mro__, type(True) == bool, int.__subclasses__()[:1], (5).__class__.__base__)
try:
    type(None)(1)
except TypeError as e:
    print(e)
try:
    int.foo = 1
except TypeError as e:
    print(e)
try:
    class X(type(None)): pass
except TypeError as e:
    print(e)
try:
    class Y(type(lambda: 0)): pass
except TypeError as e:
    print(e)
print(callable(type), callable(object()), hasattr(int, "__add__"), int.__add__(1, 2), (1).__add__(2.5), (1).__eq__("a"), object().__eq__(5), int.__eq__(1, 1))
print(object.__doc__ is not None, type("N", (), {"__doc__": "d"}).__doc__, type("N", (int,), {})(5) + 1, type("N", (), {"a": 1})().a)
print(NotImplemented is (1).__lt__("a"), str.__len__("abc"), list.__contains__([1], 1), dict.__getitem__({1: 2}, 1), float.__mul__(2.0, 3))
