# A generator that yields while it is being closed was closed again and again when its last reference went.
import sys
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value)
def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignored")
g = stubborn(); next(g); del g
def twice():
    try:
        yield 1
    finally:
        yield 2
g = twice(); next(g); del g
print("gone")
