import contextlib
def g():
    try:
        yield
    except KeyError as e:
        raise ValueError("wrapped") from e
x = g(); next(x)
try:
    x.throw(KeyError("orig"))
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__suppress_context__)
@contextlib.contextmanager
def translate():
    try:
        yield
    except KeyError as e:
        raise ValueError("translated") from e
try:
    with translate():
        {}["k"]
except ValueError as e:
    print(repr(e), repr(e.__cause__))
@contextlib.contextmanager
def reraises():
    try:
        yield
    except BaseException as e:
        print("saw", repr(e))
        raise
try:
    with reraises():
        raise StopIteration("not RuntimeError")
except StopIteration as e:
    print(repr(e))
def inner():
    try:
        yield 1
    finally:
        raise OSError("cleanup failed")
def outer():
    yield from inner()
o = outer(); next(o)
try:
    o.throw(ValueError("first"))
except OSError as e:
    print(repr(e), repr(e.__context__))
