def f():
    x = 1
    try:
        [x for x in [1, 2, 0] if 1 // x]
    except ZeroDivisionError:
        pass
    return x
print(f())
def g():
    x = 5
    h = lambda: x
    [x for x in range(3)]
    return x, h()
print(g())
