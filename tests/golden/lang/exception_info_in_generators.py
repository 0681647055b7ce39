import sys
def now(): return sys.exc_info()[0] and sys.exc_info()[0].__name__
def g():
    yield now()
    try:
        raise KeyError
    except KeyError:
        yield now()
        yield now()
    yield now()
x = g()
try:
    raise ValueError
except ValueError:
    print(next(x))
print(now(), next(x), now())
try:
    raise TypeError
except TypeError:
    print(next(x), now(), next(x), now())
