def g():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"
x = g()
next(x)
print(x.close(), x.close())
def stubborn():
    while True:
        try:
            yield "more"
        except GeneratorExit:
            print("ignored")
x = stubborn()
next(x)
try:
    x.close()
except RuntimeError as e:
    print(e)
def raises():
    try:
        yield
    finally:
        raise KeyError("in finally")
x = raises(); next(x)
try:
    x.close()
except KeyError as e:
    print(repr(e), repr(e.__context__))
import sys
sys.unraisablehook = lambda u: print("unraisable", repr(u.exc_value))
del x
