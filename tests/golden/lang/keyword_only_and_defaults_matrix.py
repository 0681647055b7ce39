def f(a, b=[], /, c=3, *, d, e=5): return a, b, c, d, e
calls = ["f(1, d=4)", "f(1, 2, d=4)", "f(1, 2, 3, d=4, e=6)", "f(1, c=2, d=3)", "f(1)", "f(d=1)", "f(1, b=2, d=3)", "f(1, 2, 3, 4, d=5)", "f(1, 2, c=3, c2=4, d=5)", "f(*[1], **{'d': 4, 'c': 9})", "f(1, 2, 3, **{'c': 5, 'd': 6})", "f(a=1, d=2)", "f(1, d=4, d2=5)"]
for c in calls:
    try:
        print(c, eval(c))
    except TypeError as e:
        print(c, e)
def g(*args, a, **kw): return args, a, kw
def h(a, *, b=7): return a, b
print(g(a=1), g(1, 2, a=3, z=4), h(1), h(1, b=2), (lambda a, *, b=2, **c: (a, b, c))(1, x=3))
class C:
    def __init__(self, x, *, y=2): self.v = x, y
    def __call__(self, *a, k=None): return a, k
print(C(1).v, C(1, y=3).v, C(x=5).v, C(1)(2, 3, k=4))
for c in ("C()", "C(1, 2)", "C(1, z=3)", "C(1)(k=1, q=2)", "g(1)", "h()"):
    try:
        eval(c)
    except TypeError as e:
        print(c, e)
