def f(m):
    with m as x, m.n() as x.y:
        return x
