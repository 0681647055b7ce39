class C:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "The x."
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): print("deleted")
    @property
    def ro(self): return "ro"
    @property
    def bad(self): raise AttributeError("inner attribute error")
c = C()
c.x = 5
print(c.x, C.x.__doc__, C.x.fget.__name__)
del c.x
for code in ("c.ro = 1", "del c.ro", "c.bad"):
    try:
        exec(code)
    except AttributeError as e:
        print(e)
class D(C):
    def __getattr__(self, n): return "fallback " + n
print(D().bad, D().nope)
p = property(lambda s: 7, doc="D")
print(p.__doc__, p.__get__(1), property().fget)
try:
    property().__get__(1)
except AttributeError as e:
    print(e)
