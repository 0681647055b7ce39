def a():
    x = 1
    def b():
        def c():
            nonlocal x
            x += 1
            return x
        return c
    c = b()
    return c(), c(), x
print(a())
def shared():
    n = 0
    def inc():
        nonlocal n
        n += 1
    def get():
        return n
    return inc, get
inc, get = shared()
inc(); inc()
print(get())
def late():
    fs = [lambda: v for _ in range(2)]
    v = 9
    return [f() for f in fs]
print(late())
def deleted():
    x = 1
    def f(): return x
    del x
    return f
try:
    deleted()()
except NameError as e:
    print(e)
