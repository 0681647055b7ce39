def inner():
    try:
        yield 1
    except GeneratorExit:
        print("inner swallows")
    return "inner value"
def outer():
    try:
        r = yield from inner()
        print("outer goes on", r)
        yield 2
    except GeneratorExit:
        print("outer gets it too")
        raise
o = outer(); next(o)
print(o.close())
o = outer(); next(o)
try:
    o.throw(GeneratorExit("by hand"))
except GeneratorExit as e:
    print("out", e)
o = outer(); next(o)
try:
    print(o.throw(ValueError("v")))
except ValueError as e:
    print("value", e)
def yields_in_close():
    try:
        yield 1
    except GeneratorExit:
        yield "bad"
def holder(): yield from yields_in_close()
h = holder(); next(h)
try:
    h.close()
except RuntimeError as e:
    print(e)
