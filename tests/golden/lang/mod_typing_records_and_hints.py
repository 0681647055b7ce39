import typing
from typing import *


class Employee(NamedTuple):
    """An employee."""
    name: str
    id: int = 3

    def shout(self) -> str:
        return self.name.upper()


e = Employee("Guido")
print(e, e.id, e.shout(), Employee._fields, Employee._field_defaults, Employee.__annotations__, Employee.__doc__, e == ("Guido", 3))
P = NamedTuple("P", [("x", int), ("y", str)])
print(P(1, "a"), P.__annotations__, P.__orig_bases__ == (NamedTuple,), Employee.__bases__, Employee.__orig_bases__ == (NamedTuple,))


class Movie(TypedDict):
    name: str
    year: NotRequired[int]


class More(Movie, total=False):
    extra: Required[bool]
    other: ReadOnly[str]


m: Movie = Movie(name="x", year=1)
print(m, type(m), Movie.__required_keys__, Movie.__optional_keys__, Movie.__total__, is_typeddict(Movie), is_typeddict(dict))
print(sorted(More.__required_keys__), sorted(More.__optional_keys__), More.__total__, sorted(More.__readonly_keys__), More.__annotations__)
print(TypedDict("F", {"in": int}).__annotations__, Movie.__mro__[1:])
UserId = NewType("UserId", int)
print(UserId(5), UserId, UserId.__supertype__, UserId.__name__, Optional[UserId], UserId | None)


class Node:
    next: "Optional[Node]"
    items: List["Node"]
    tag: ClassVar["int"] = 3
    note: Annotated[int, "doc"]
    plain: "list[Node]" = None

    def f(self, a: "Node", b: int = 1, *c: "str", d: None = None) -> "Node | None": ...


print(get_type_hints(Node))
print(get_type_hints(Node, include_extras=True)["note"])
print(get_type_hints(Node.f), get_type_hints(Movie), get_type_hints(Employee))


@overload
def f(a: int) -> int: ...
@overload
def f(a: str) -> str: ...
def f(a): return a


@final
class F:
    @override
    def m(self): ...


print(f(3), len(get_overloads(f)), F.__final__, F().m.__override__, cast(str, 5), assert_type(3, int), TYPE_CHECKING)
print(ForwardRef("X"), ForwardRef("X") == ForwardRef("X"), typing.get_type_hints(len), no_type_check(f).__no_type_check__)


def bad(g):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)


bad(lambda: assert_never(3))
bad(lambda: isinstance({}, Movie))
bad(lambda: get_type_hints(5))
bad(lambda: ForwardRef("1 +"))
bad(lambda: type("Sub", (UserId,), {}))
bad(lambda: Employee())
bad(lambda: get_protocol_members(int))


def default_order():
    class X(NamedTuple):
        a: int = 1
        b: str


def overwrite():
    class X(NamedTuple):
        a: int
        def _replace(self): ...


bad(default_order)
bad(overwrite)
typing.get_overloads(f)[0]
bad(lambda: get_overloads(f)[0](1) )


class Weird:
    a: "Undefined"


bad(lambda: get_type_hints(Weird))
print(all(hasattr(typing, n) for n in typing.__all__), len(typing.__all__))
