def tag(n):
    print("make", n)
    def deco(f):
        print("apply", n, f.__name__)
        return f
    return deco
@tag("outer")
@tag("inner")
def f(): return "f"
print(f())
@tag("class")
class C: pass
@(lambda g: lambda *a: ("wrapped", g(*a)))
def add(a, b): return a + b
print(add(1, 2))
ds = [tag("list")]
@ds[0]
def g(): pass
class Reg:
    def __init__(self, f): self.f = f
    def __get__(self, o, c): return lambda *a: ("reg", self.f(o, *a))
class D:
    @Reg
    def m(self, x): return x
print(D().m(5))
@property
def odd(self): pass
print(type(odd).__name__)
