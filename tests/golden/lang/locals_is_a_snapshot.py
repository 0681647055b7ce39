def f():
    a = 1
    first = locals()
    a = 2
    second = locals()
    first["a"] = 99
    return a, first["a"], second["a"], first is second
print(f())
def g(x, *rest, **kw):
    return sorted(locals())
print(g(1, 2, k=3))
def h():
    def inner():
        return free
    free = 3
    return locals()["free"]
print(h())
print(locals() is globals())
