import contextlib
import io


@contextlib.contextmanager
def tag(name):
    "A tag."
    print("<", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print(">", name)


with tag("a") as t:
    print(t)
with tag("b"):
    raise ValueError("inside")


@tag("deco")
def work(x):
    return x + 1


print(work(1), work(2), tag.__name__, tag.__doc__)


@contextlib.contextmanager
def never():
    return
    yield


@contextlib.contextmanager
def twice():
    yield
    yield


@contextlib.contextmanager
def translate():
    try:
        yield
    except KeyError as e:
        raise RuntimeError("translated") from e


def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, repr(e.__cause__))


def use(cm, exc=None):
    with cm:
        if exc:
            raise exc


attempt(lambda: use(never()))
attempt(lambda: use(twice()))
attempt(lambda: use(twice(), TypeError("x")))
attempt(lambda: use(translate(), KeyError("k")))
attempt(lambda: use(translate(), StopIteration("s")))
attempt(lambda: use(tag("c"), OSError("o")))
with contextlib.suppress(KeyError, ZeroDivisionError):
    {}["x"]
with contextlib.suppress():
    print("nothing to suppress")
try:
    with contextlib.suppress(KeyError):
        raise ExceptionGroup("g", [KeyError(1), ValueError(2)])
except ExceptionGroup as g:
    print(repr(g))
out = io.StringIO()
with contextlib.redirect_stdout(out) as o:
    print("captured")
print(repr(out.getvalue()), o is out)


class Closer:
    def close(self): print("closed")


with contextlib.closing(Closer()) as c, contextlib.nullcontext(5) as n:
    print(type(c).__name__, n)
print(isinstance(tag("x"), contextlib.AbstractContextManager), issubclass(Closer, contextlib.AbstractContextManager))


class Mine(contextlib.AbstractContextManager, contextlib.ContextDecorator):
    def __exit__(self, *exc):
        print("exit", exc[0])


@Mine()
def f():
    print("in f")


f()
