from typing import *

T = TypeVar("T")
U = TypeVar("U")


class Box(Generic[T]):
    def __init__(self, x: T) -> None:
        self.x = x


class Pair(Box[T], Generic[T, U]):
    pass


class IntBox(Box[int]):
    pass


print(Box[int], Box[int](3).x, Box.__parameters__, Pair.__parameters__, IntBox.__parameters__, IntBox.__orig_bases__)
print(Box[int](1).__orig_class__, Pair[int, str], Pair[int, U][str], IntBox.__mro__, Box[T][int] == Box[int])


class New[A, *B, **C]:
    def m[D](self, d: D) -> A: ...


print(New.__parameters__, New.__type_params__, New.m.__type_params__, New.__orig_bases__, New[int, str, bool, [int]])
type Alias[X] = list[X]
print(Alias, Alias[int], Alias.__value__, Alias.__type_params__)


@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...


class Named(Protocol[T]):
    name: str


@runtime_checkable
class Data(Protocol):
    size: int
    def go(self): ...


class File:
    size = 3
    def close(self): ...
    def go(self): ...


class Explicit(Closable):
    def __init__(self, v):
        self.v = v


print(isinstance(File(), Closable), isinstance(3, Closable), issubclass(File, Closable), isinstance(File(), Data), isinstance(Explicit(1), Closable))
print(Explicit(5).v, is_protocol(Closable), is_protocol(File), sorted(get_protocol_members(Data)), Named[int])
print(isinstance(3, SupportsInt), isinstance("s", SupportsInt), isinstance(3.5, SupportsRound), isinstance(1, SupportsIndex), isinstance([], SupportsAbs))


def bad(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


bad(lambda: Closable())
bad(lambda: isinstance(1, Named))
bad(lambda: issubclass(int, Data))
bad(lambda: runtime_checkable(File))
bad(lambda: Box[int, str])
bad(lambda: Pair[int])
bad(lambda: IntBox[int])
bad(lambda: type("P", (File, Protocol), {}))


def plain_generic():
    class X(Generic): ...


def not_listed():
    class X(Box[U], Generic[T]): ...


bad(plain_generic)
bad(not_listed)
bad(lambda: Box[int][str])


class Gen(Mapping[str, T]):
    def __getitem__(self, k): return k
    def __iter__(self): return iter("ab")
    def __len__(self): return 2


print(dict(Gen().items()), Gen.__parameters__, Gen[int], [c.__name__ for c in Gen.__mro__])
