def f(a, b):
    a, b = b, a
    x, *y, z = a
    (p, q), a.r = b
    a.n += 1
    a[0] += b
    a[b] -= 2
    m = n = a
    if (w := a.w) and w > 1:
        return w
    a[1:2], a[::b] = m, n
    del a.n, a[0], b
