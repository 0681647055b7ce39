import functools
from collections.abc import Sequence, Sized, Mapping


@functools.total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n if isinstance(o, V) else NotImplemented

    def __lt__(self, o):
        return self.n < o.n if isinstance(o, V) else NotImplemented


a, b = V(1), V(2)
print(a < b, a <= b, a > b, a >= b, a <= V(1), a >= V(1), max(a, b).n)
try:
    a >= 3
except TypeError as e:
    print(e)
try:
    functools.total_ordering(type("E", (), {}))
except ValueError as e:
    print(e)


@functools.singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register
def _(x: list | tuple):
    return "list or tuple"


@show.register(Mapping)
def _(x):
    return "mapping"


@show.register(Sized)
def sized(x):
    return "sized"


print(show(1), show(True), show([]), show(()), show({}), show("s"), show(1.5), show(set()))
print(show.dispatch(dict) is show.registry[Mapping], sized([]), list(show.registry)[:2])
for bad in (lambda: show(), lambda: show.register(3), lambda: show.register(3, print)):
    try:
        bad()
    except TypeError as e:
        print(str(e).split(" at 0x")[0])


class Neg:
    @functools.singledispatchmethod
    def neg(self, arg):
        raise NotImplementedError("Cannot negate a")

    @neg.register
    def _(self, arg: int):
        return -arg

    @neg.register
    def _(self, arg: bool):
        return not arg


print(Neg().neg(5), Neg().neg(True))
