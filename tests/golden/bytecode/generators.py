def f(g):
    x = yield
    y = yield x
    z = yield from g(y)
    return z
