import weakref


class A:
    def __init__(self, n): self.n = n
    def hi(self): return f"hi {self.n}"
    def __repr__(self): return f"A({self.n})"


a, b = A(1), A(2)
d = weakref.WeakValueDictionary(x=a)
d["y"] = b
print(sorted(d), d["x"], len(d), "y" in d, list(d.values()), d.get("z"), dict(d))
del b
print(sorted(d.items()), "y" in d, len(d), d.pop("y", None))
k = weakref.WeakKeyDictionary()
b = A(3)
k[a], k[b] = 1, 2
print(k[a], len(k), list(k.items()), a in k, 5 in k, k.get(A(9), "none"))
del b
print(list(k), k.setdefault(a, 7), k.pop(a), len(k))
s = weakref.WeakSet([a])
c = A(4)
s.add(c)
print(len(s), c in s, sorted(x.n for x in s), sorted(x.n for x in s | {c}), s == weakref.WeakSet([a, c]))
del c
print(list(s), len(s))
m = weakref.WeakMethod(a.hi, lambda r: print("method died"))
print(m()(), m == weakref.WeakMethod(a.hi))
f = weakref.finalize(a, print, "finalized", a.n, sep="|")
g = weakref.finalize(a, print, "never")
print(f.alive, f.peek()[2], g.detach()[2], g.alive, f.atexit)
r = weakref.ref(a, lambda r: print("callback", r() is None))
p = weakref.proxy(a)
print(p.n, r() is a, weakref.getweakrefcount(a) > 1)
del a
print(f.alive, m(), r(), list(d), list(s), f())
try:
    p.n
except ReferenceError as e:
    print(e)
try:
    weakref.ref(5)
except TypeError as e:
    print(e)
e = A(8)
weakref.finalize(e, print, "at exit", "first made")
weakref.finalize(e, print, "at exit", "last made")
