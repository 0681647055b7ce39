class A:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(o); return self
class B:
    def __add__(self, o): return ("added", o)
a = keep = A()
a += 1
a += 2
print(a is keep, a.log)
b = B()
b += 3
print(b)
class C:
    def __imul__(self, o): return "imul"
    def __ior__(self, o): return NotImplemented
    def __or__(self, o): return "or"
c = C(); c *= 2; print(c)
c = C(); c |= 2; print(c)
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(e, t)
