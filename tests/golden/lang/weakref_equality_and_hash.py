import weakref


class Key:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
    def __hash__(self): return self.n


a, b, c = Key(1), Key(1), Key(2)
ra, rb, rc = weakref.ref(a), weakref.ref(b, lambda r: None), weakref.ref(c)
print(ra == rb, ra != rb, ra == rc, hash(ra), ra == 1)
del a
print(ra == rb, ra == ra, hash(ra))
try:
    del b
    hash(rb)
except TypeError as e:
    print(e)
d = weakref.WeakKeyDictionary({c: 'c'})
e = Key(3)
d[e] = 'e'
s, v = weakref.WeakSet([c, e]), weakref.WeakValueDictionary(c=c, e=e)
f = weakref.finalize(e, print, 'finalised')
del e
print(len(d), len(s), len(v), f.alive, sorted(v))
