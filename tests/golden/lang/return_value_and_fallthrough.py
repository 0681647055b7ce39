def a(): pass
def b(): return
def c(x):
    if x: return "yes"
def d():
    for i in range(3):
        while True:
            return i
def e():
    "only a docstring"
print(a(), b(), c(1), c(0), d(), e(), e.__doc__)
def f():
    return 1, *[2, 3], 4
print(f(), (lambda: (yield))().__class__.__name__)
