import sys
def f():
    x = 1
    sys._getframe().f_locals["x"] = 2
    print(x)
    def set_mine():
        sys._getframe(1).f_locals["x"] = 3
    set_mine()
    return x
print(f())
def gen():
    value = "start"
    while True:
        yield value
g = gen()
print(next(g))
g.gi_frame.f_locals["value"] = "changed"
print(next(g))
