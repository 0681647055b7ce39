class D:
    def __get__(self, obj, cls): return ("get", obj is not None, cls.__name__)
    def __set__(self, obj, v): print("set", v)
    def __delete__(self, obj): print("delete")
    def __set_name__(self, owner, name): print("name", owner.__name__, name)
class ND:
    def __get__(self, obj, cls): return "non-data"
class C:
    d = D()
    n = ND()
c = C()
c.__dict__["d"] = "hidden"; c.__dict__["n"] = "wins"
print(c.d, C.d, c.n, C.n)
c.d = 5
del c.d
c.n = "plain"
print(c.n, c.__dict__)
class RO:
    def __get__(self, o, c): return 1
    def __set__(self, o, v): raise AttributeError("read only")
class E: r = RO()
try:
    E().r = 2
except AttributeError as e:
    print(e)
