def f(g, o, args, kw):
    g()
    o.m(1, g(2))
    g(1, k=2)
    o.m(k=g)
    g(*args)
    g(1, *args, k=2, **kw)
    return o.a.b.m(g)(1)
