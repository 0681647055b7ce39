import weakref
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
t = T("a")
refs = [weakref.ref(t, lambda r, i=i: print("callback", i)) for i in range(3)]
t = None
print([r() for r in refs])
u = T("b")
r = weakref.ref(u, lambda r: 1 / 0)
import sys
sys.unraisablehook = lambda a: print("unraisable", a.exc_type.__name__)
u = None
d = weakref.WeakValueDictionary()
v = T("c"); d["k"] = v
print(list(d.items()) == [("k", v)])
del v
print(list(d))
ws = weakref.WeakSet()
ws.add(T("temporary"))
print(len(ws))
