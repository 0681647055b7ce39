class C:
    for i in range(3):
        exec(f"v{i} = i * 10")
    if i == 2:
        def m(self): return "from if"
    try:
        1 / 0
    except ZeroDivisionError:
        caught = True
    with open(__file__) as f: first = f.readline()[:5]
    import math
    squares = {k: v for k, v in zip("ab", (1, 2))}
    del f
    print("in body", sorted(n for n in locals() if not n.startswith("_")))
    def outer(self):
        class Nested:
            def who(self): return type(self).__qualname__
        return Nested().who()
print(C.v2, C().m(), C.caught, C.first, C.math.floor(1.5), C.i, C().outer())
def f():
    class Local:
        attr = "x"
        def get(self): return Local.attr
    return Local().get(), Local.__qualname__
print(f())
class D(*[C], **{}): pass
print(D.__bases__[0].__name__)
class E(C if True else int, metaclass=type): x: int
print(E.__mro__[1].__name__)
