import gc, weakref
class N: pass
log = []
a = N(); a.me = a
r = weakref.ref(a, lambda r: log.append("outside callback"))
b = N(); b.me = b
b.r = weakref.ref(b, lambda r: log.append("inside callback is not called"))
del a, b
gc.collect()
print(log, r() is None)
d = weakref.WeakValueDictionary()
c = N(); c.me = c; d["c"] = c
del c
print("c" in d)
gc.collect()
print("c" in d)
def g():
    x = N()
    x.gen = me
    yield x
me = g()
next(me)
wr = weakref.ref(me)
del me
gc.collect()
print(wr() is None)
