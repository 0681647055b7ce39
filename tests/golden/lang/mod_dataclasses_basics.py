from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, make_dataclass, KW_ONLY, InitVar, MISSING
from typing import ClassVar, List, Optional
import dataclasses


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass(order=True)
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list, compare=False)
    secret: str = field(default="s", repr=False)
    count: ClassVar[int] = 7
    total: float = field(init=False)

    def __post_init__(self):
        self.total = self.price * 2


p = Point(1)
print(p, p == Point(1, 0), p != Point(2), Point.__match_args__, Point.__doc__, Point.__hash__, Point(y=2, x=1))
i = Item("a")
i.tags.append(1)
print(i, Item("a") < Item("b"), Item("a") == i, Item.count, Item.__doc__, sorted([Item("z"), Item("b", 2)]), Item("q").tags)
print(asdict(i), astuple(p), replace(p, x=9), [f.name for f in fields(Item)], is_dataclass(p), is_dataclass(Point), is_dataclass(3))
match p:
    case Point(1, y):
        print("matched", y)


@dataclass(frozen=True)
class F:
    a: int
    b: tuple = ()


@dataclass(slots=True)
class S:
    a: int
    b: str = "x"


@dataclass(frozen=True, slots=True)
class FS:
    a: int = 1


@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int
    c: int = 3


@dataclass(kw_only=True)
class Child(Point):
    z: "Optional[int]" = None
    iv: InitVar[int] = 4

    def __post_init__(self, iv):
        self.got = iv


print({F(1): 2}[F(1)], hash(F(1)) == hash((1, ())), S(1), S.__slots__, hasattr(S(1), "__dict__"), FS(), K(1, b=2), K.__doc__, Child(1, 2, z=3, iv=5).got, Child(1), Child.__doc__)


def bad(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def mutable():
    @dataclass
    class X:
        a: list = []


def order():
    @dataclass
    class X:
        a: int = 1
        b: str


def thaw():
    @dataclass
    class X(F):
        c: int = 1


def freeze():
    @dataclass(frozen=True)
    class X(Point):
        c: int = 1


def noann():
    @dataclass
    class X:
        a = field()


def overwrite():
    @dataclass(order=True)
    class X:
        a: int
        def __lt__(self, o): ...


def hashed():
    @dataclass(unsafe_hash=True)
    class X:
        a: int
        def __hash__(self): return 1


def frozenset_():
    @dataclass(frozen=True)
    class X:
        a: int
        def __setattr__(self, n, v): ...


for f in (lambda: setattr(F(1), "a", 2), lambda: delattr(F(1), "a"), lambda: setattr(FS(), "a", 3), lambda: setattr(FS(), "zz", 3), lambda: setattr(S(1), "zz", 3),
          lambda: Point(), lambda: Point(1, 2, 3), lambda: K(1, 2), lambda: Point(1) < Point(2), mutable, order, thaw, freeze, noann, overwrite, hashed, frozenset_,
          lambda: field(default=1, default_factory=int), lambda: asdict(Point), lambda: astuple(3), lambda: fields(3), lambda: replace(i, total=3), lambda: replace(3),
          lambda: replace(Child(1), x=5), lambda: dataclass(order=True, eq=False)(type("Q", (), {})), lambda: {Point(1): 1}, lambda: hash(Item("a")), lambda: i < 3,
          lambda: make_dataclass("C", ["class"]), lambda: make_dataclass("C", ["a", "a"]), lambda: make_dataclass("C", ["1"]), lambda: dataclass(weakref_slot=True)(type("Q", (), {}))):
    bad(f)
C = make_dataclass("C", ["x", ("y", int), ("z", int, field(default=5))], namespace={"add": lambda self: self.x + self.y})
print(C(1, 2), C(1, 2).add(), C.__doc__, C.__module__)


@dataclass
class Tree:
    v: int
    kids: List["Tree"] = field(default_factory=list)
    extra: dict = field(default_factory=dict)


t = Tree(1, [Tree(2)], {"k": Tree(3)})
print(asdict(t), astuple(t), t, sep="\n")
t.kids.append(t)
print(t, Tree.__init__.__annotations__, Tree.__init__.__qualname__)
print(repr(fields(Point)[1]).replace(repr(MISSING), 'MISSING'))
print(Point.__dataclass_params__, dataclasses.InitVar[int], repr(field(metadata={"u": 1}).metadata["u"]))


@dataclass(eq=False)
class Id:
    a: int


@dataclass(repr=False, init=False)
class Bare:
    a: int = 5


@dataclass
class Deriv(Item):
    price: float = 9.0
    more: int = 1


print(Id(1) == Id(1), Bare().a, "Bare object" in repr(Bare()), Deriv("d"), (lambda p, q: hash(p) == hash(q))(Id(1), Id(2)))


@dataclass
class Empty:
    pass


print(Empty(), Empty() == Empty(), Empty.__doc__ , asdict(Empty()))


@dataclass
class Strs:
    a: "int"
    b: "ClassVar[int]" = 3
    c: "InitVar[int]" = 2
    self: int = 1

    def __post_init__(self, c):
        print("c is", c)


print(Strs(1), Strs.__match_args__)
import copy
print(copy.replace(Point(1), y=8), copy.deepcopy(FS(4)), copy.copy(S(2)))
