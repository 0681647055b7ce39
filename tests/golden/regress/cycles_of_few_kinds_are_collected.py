"""Cycles through a dict that is its own __dict__, arguments of exceptions and type parameters."""
import gc


class Marker:
    pass


class Own(dict):
    def __init__(self):
        self.__dict__ = self


def own_dict(m):
    d = Own()
    d.m = m


def two_dicts(m):
    class D(dict):
        pass
    a, b = D(), D()
    a.__dict__, b.__dict__ = b, a
    a.m = m


def dict_of_function(m):
    def f():
        pass
    d = Own()
    f.__dict__ = d
    d["f"], d["m"] = f, m


def arguments(m):
    e = ValueError()
    e.args = (e, m)


def bound(m):
    class A[T: A]:
        pass
    A.m = m


def parameter(m):
    class A[T]:
        pass
    A.__type_params__[0].a = A
    A.m = m


for make in (own_dict, two_dicts, dict_of_function, arguments, bound, parameter):
    for _ in range(10):
        make(Marker())
    gc.collect()
    gc.collect()
    left = [type(o) for o in gc.get_objects()]
    print(make.__name__, left.count(Marker), left.count(Own), left.count(ValueError))
