x = 1
def f():
    global x, fresh
    x += 1
    fresh = "made"
    def g():
        x = "local"
        return x
    return g()
print(f(), x, fresh)
class C:
    global y
    y = "from class body"
print(y, hasattr(C, "y"))
def h():
    global z
    for z in range(3): pass
    import math as m2
    with_ = [z]
    return with_
print(h(), z)
