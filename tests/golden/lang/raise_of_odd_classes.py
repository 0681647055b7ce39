# Classes of exceptions whose call gives something else, and causes of that kind.
class C(Exception):
    def __new__(cls, *args):
        return object()


def gen():
    yield


def throw():
    g = gen()
    next(g)
    g.throw(C)


def a():
    raise C


def b():
    raise IndexError from C


def c():
    raise IndexError from 5


for f in (a, b, c, throw):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, e, e.__cause__)
