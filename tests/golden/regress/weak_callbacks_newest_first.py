# Callbacks came oldest first, and weak references that were garbage themselves were told.
import gc, weakref
class N: pass
n = N()
refs = [weakref.ref(n, lambda r, i=i: print("callback", i)) for i in range(3)]
del n
a = N(); a.me = a
a.own = weakref.ref(a, lambda r: print("must stay silent"))
outside = weakref.ref(a, lambda r: print("outside"))
del a
gc.collect()
print(outside())
