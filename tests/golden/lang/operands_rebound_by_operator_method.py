class Evil:
    def __init__(self): self.log = []
    def __add__(self, other):
        global f, x
        f = lambda *a: ("new f", a)
        x = "new x"
        return "added"
    def __radd__(self, other): return "radd"
def f(*a): return ("old f", a)
x = Evil()
print(f(x + 1, x))
def run():
    import sys
    class Rebind:
        def __mul__(self, o):
            sys._getframe(1).f_locals["y"] = "rebound"
            return 1
    r = Rebind()
    y = "first"
    t = (y, r * 2, y)
    return t
print(run())
