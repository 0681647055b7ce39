def g():
    yield 1
    raise
x = g()
next(x)
try:
    try:
        raise ValueError("of the resumer")
    except ValueError:
        next(x)
except ValueError as e:
    print(repr(e))
y = g()
next(y)
try:
    next(y)
except RuntimeError as e:
    print(e)
