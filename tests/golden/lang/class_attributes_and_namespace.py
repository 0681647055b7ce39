class C:
    "doc"
    x: int = 1
    y: "str"
    def m(self): pass
    z = [1]
print(C.__doc__, C.__annotations__, C.__name__, C.__qualname__, C.__module__, C.__dict__["x"], type(C.__dict__).__name__)
a, b = C(), C()
a.x = 5
a.z.append(2)
print(a.x, b.x, b.z, vars(a), a.__dict__ is a.__dict__)
C.x = 7
print(b.x, a.x)
try:
    C.__dict__["q"] = 1
except TypeError as e:
    print(e)
a.__dict__ = {"fresh": 1}
print(a.fresh, vars(a))
a.__dict__["more"] = 2
print(a.more)
a.__class__ = type("D", (), {"k": "from D"})
print(a.k, type(a).__name__)
try:
    a.__class__ = int
except TypeError as e:
    print(e)
C.__name__ = "Renamed"
print(C)
