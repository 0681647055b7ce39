import gc, weakref
class Node:
    pass
a, b = Node(), Node()
a.other, b.other = b, a
r = weakref.ref(a)
del a, b
gc.collect()
print(r() is None)
class Fin:
    def __del__(self): print("fin", self.name)
x = Fin(); x.name = "x"; x.me = x
del x
gc.collect()
l = []; l.append(l); del l
print(gc.collect() >= 1)
