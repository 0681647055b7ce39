def g():
    while True:
        try:
            x = yield
            print("got", x)
        except Exception as e:
            print(repr(e), repr(e.__context__), e.__traceback__ is not None)
x = g(); next(x)
x.throw(ValueError)
x.throw(ValueError("instance"))
try:
    raise KeyError("being handled")
except KeyError:
    x.throw(TypeError("with context"))
for bad in (5, "s", int):
    try:
        x.throw(bad)
    except TypeError as e:
        print(e)
import warnings
warnings.simplefilter("ignore")
x.throw(ValueError, ValueError("three args"), None)
x.throw(ValueError, "from text")
y = g()
try:
    y.throw(ValueError("unstarted"))
except ValueError as e:
    print(e, y.gi_frame)
