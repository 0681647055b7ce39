class A:
    def f(self): return "A.f"
class B(A): pass
def call(o): return o.f()
b = B()
print(call(b), call(b))
B.f = lambda self: "B.f"
print(call(b))
del B.f
print(call(b))
A.f = lambda self: "A new"
print(call(b))
b.f = lambda: "own"
print(call(b))
b2 = B()
print(call(b2))
B.__getattribute__ = lambda self, n: lambda: "intercepted " + n
print(call(b2))
del B.__getattribute__
class Z:
    def f(self): return "Z.f"
B.__bases__ = (Z,)
print(call(b2))
def get(o): return o.x
class P:
    def __init__(self, x): self.x = x
class Q:
    def __init__(self): self.pad = 0; self.x = "Q"
print([get(o) for o in (P(1), Q(), P(2), Q())])
P.x = property(lambda s: "data descriptor wins")
try:
    print(get(P.__new__(P)))
finally:
    pass
