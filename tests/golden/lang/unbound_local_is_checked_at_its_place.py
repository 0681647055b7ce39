def f():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print(e)
f()
def g():
    def inner():
        return y
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    y = 1
    return inner()
print(g())
def h(n):
    for i in range(n): pass
    return i
try:
    h(0)
except UnboundLocalError as e:
    print(e)
