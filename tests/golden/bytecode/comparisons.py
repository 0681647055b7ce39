def f(a, b, c):
    x = a < b <= c
    y = a is None or b not in [1, 2]
    return a.x < b.y != c.z, x, y, a in {1, 2, 3}
