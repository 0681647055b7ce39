# A GeneratorExit that was thrown in by hand went to the innermost link at once, and its return value was delivered.
def inner():
    try:
        yield 1
    except GeneratorExit:
        print("inner swallows")
    return "value"
def outer():
    r = yield from inner()
    print("must not be reached", r)
    yield 2
o = outer(); next(o)
try:
    o.throw(GeneratorExit("by hand"))
except GeneratorExit as e:
    print("out", e)
def plain():
    try:
        yield
    except TypeError as e:
        print(repr(e.__context__))
        yield
p = plain(); next(p)
try:
    raise KeyError("handled by the driver")
except KeyError:
    p.throw(TypeError("thrown"))
