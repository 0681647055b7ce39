class C:
    def m(self, *a): return "old"
    def n(self): return "n"
def arg(c):
    C.m = lambda self, *a: "new"
    return 1
c = C()
print(c.m(arg(c)), c.m())
def swap(o):
    o.__class__ = D
    return 5
class D:
    def m(self, *a): return "D"
c2 = C()
print(c2.m(swap(c2)), c2.m())
l = []
def grow():
    l.append = None if False else 1
try:
    l.append(grow())
except AttributeError as e:
    print(e)
for k in range(3):
    C.value = k
    print(C().value, end=" ")
    if k == 1: C.value = property(lambda self: "prop")
    print(C().value)
