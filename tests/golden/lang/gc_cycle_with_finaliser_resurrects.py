import gc
gc.disable()
kept = []
class T:
    def __init__(self, n): self.n = n
    def __del__(self):
        print("del", self.n)
        if self.n == "back": kept.append(self)
a, b = T("back"), T("other")
a.o, b.o = b, a
del a, b
gc.collect()
print(len(kept), kept[0].o.n)
kept.clear()
gc.collect()
print("second time: no finaliser again")
l = []
l.append((l, {"l": l}, {1}))
l.append(lambda: l)
del l
print(gc.collect() > 0)
def f():
    me = f2 = lambda: me
    return None
f()
print(gc.collect() > 0, gc.isenabled())
gc.enable()
