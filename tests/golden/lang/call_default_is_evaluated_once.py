def f(x, seen=[]):
    seen.append(x)
    return seen
print(f(1), f(2), f(3, []), f(4))
def g(n=print("at definition")): return n
print(g())
i = 5
def h(x=i): return x
i = 6
print(h())
h.__defaults__ = (7,)
print(h())
h.__kwdefaults__ = None
def k(*, a=1): return a
k.__kwdefaults__ = {"a": 2}
print(k())
k.__code__ = (lambda *, a: a * 10).__code__
print(k())
