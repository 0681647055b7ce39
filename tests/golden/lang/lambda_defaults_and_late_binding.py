fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
gs = []
for i in range(3):
    def g(): return i
    gs.append(g)
print([g() for g in gs])
i = "rebound"
print(gs[0]())
def make():
    def get(): return n
    def set_(v):
        nonlocal n
        n = v
    n = 1
    return get, set_
get, set_ = make()
set_(5); print(get())
print((lambda *a, k=[]: (a, k.append(1) or len(k)))(1), (lambda: (lambda: 1)())(), (lambda x, /, y: x - y)(5, y=3))
d = {k: (lambda k=k: k * 2) for k in "ab"}
print(d["a"](), d["b"]())
def outer():
    x = "outer x"
    class C:
        x = "class x"
        get = lambda self: x
    return C().get()
print(outer())
