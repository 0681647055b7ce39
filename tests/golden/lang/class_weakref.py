import weakref, gc
class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C{self.n}"
a = C(1)
r, r2 = weakref.ref(a), weakref.ref(a)
p = weakref.proxy(a)
print(r() is a, r is r2, p.n, r == r2, hash(r) == hash(a), weakref.getweakrefcount(a))
d = weakref.WeakValueDictionary(x=a)
k = weakref.WeakKeyDictionary({a: "v"})
s = weakref.WeakSet([a])
f = weakref.finalize(a, print, "finalized", 1)
print(dict(d), k[a], len(s), f.alive)
del a
print(r(), len(d), len(k), len(s), f.alive)
try:
    p.n
except ReferenceError as e:
    print(e)
for x in (5, "s", [], (), None):
    try:
        weakref.ref(x)
    except TypeError as e:
        print(e)
class M:
    def m(self): return "bound"
m = M(); w = weakref.WeakMethod(m.m); print(w()()); del m; print(w())
