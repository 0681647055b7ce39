import enum
from enum import Enum, IntEnum, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = "g"
    BLUE = auto() if False else 3
    CRIMSON = 1

    def describe(self):
        return f"{self.name}={self.value}"

    @classmethod
    def default(cls):
        return cls.RED

    @property
    def low(self):
        return self.name.lower()


print(Color.RED, repr(Color.RED), Color("g"), Color["BLUE"], list(Color), len(Color), Color.CRIMSON is Color.RED)
print(Color.RED.describe(), Color.default(), Color.BLUE.low, Color.__members__, Color, type(Color.RED), Color.RED.name, Color.RED.value)
print(Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.BLUE, hash(Color.RED) == hash("RED"), Color.RED in Color, "g" in Color, 9 in Color)
print(isinstance(Color.RED, Color), list(reversed(Color)), {Color.RED: 1}[Color.CRIMSON], f"{Color.RED}", f"{Color.RED:>12}", "%s" % Color.RED)


class Num(IntEnum):
    ONE = 1
    TWO = auto()
    TEN = 10
    NEXT = auto()


print(Num.ONE, repr(Num.TWO), Num.TEN + 1, Num.NEXT.value, f"{Num.ONE}", Num(2), sorted(Num, reverse=True), Num.ONE < Num.TWO, Num.ONE == 1, [10, 20, 30][Num.ONE])


class S(StrEnum):
    ALPHA = auto()
    Beta = "b"


print(S.ALPHA, repr(S.ALPHA), S.ALPHA == "alpha", S.Beta.upper(), f"{S.Beta:>3}", S("b"), isinstance(S.ALPHA, str), S.ALPHA + "x", ",".join(S))


class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(Planet.EARTH, Planet.EARTH.mass, Planet.EARTH.value, repr(Planet.MERCURY))


class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        return obj
    PX = (0, "P.X")
    PY = (1, "P.Y")


print(Coord.PY.label, Coord(1), Coord.PX.value)


class M(Enum):
    A = 1
    B = 2

    @classmethod
    def _missing_(cls, value):
        return cls.B if value == "two" else 5 if value == "bad" else None


print(M("two"))


def bad(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def extend():
    class X(Color):
        Z = 1


def twice():
    class X(Enum):
        A = 1
        A = 2


def dup():
    @unique
    class X(Enum):
        A = 1
        B = 1
        C = 1


def strnum():
    class X(StrEnum):
        A = 1


def sunder():
    class X(Enum):
        _x_ = 1


for f in (lambda: Color(99), lambda: Color["NO"], lambda: Color.NOPE, lambda: setattr(Color, "RED", 2), lambda: M("bad"), lambda: M("none"),
          extend, twice, dup, strnum, sunder, lambda: Color.RED < Color.BLUE, lambda: delattr(Color, "RED"), lambda: Color.RED.NOPE, lambda: setattr(Color.RED, "name", 3),
          lambda: Color(), lambda: Enum("x")):
    bad(f)
A = Enum("A", "X Y Z")
print(A, list(A), A.__module__, Enum("B", {"p": 1, "q": "r"}).q, IntEnum("C", ["u", "v"], start=5).v.value, Enum("D", [("a", 7)]).a, StrEnum("F", "Ab Cd").Ab)


class Kind(Enum):
    _ignore_ = ["tmp"]
    tmp = 1
    V = enum.member(5)
    W = enum.nonmember(6)
    LST = [1, 2]

    class Inner:
        pass

    f = lambda self: 1


print([k.name for k in Kind], Kind.W, Kind([1, 2]), hasattr(Kind, "tmp"))


class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count) + str(last_values)
    ONE = auto()
    TWO = auto()


print(Auto.TWO.value, Auto.ONE.value)
match Color.RED:
    case Color.BLUE:
        print("blue")
    case Color.RED:
        print("red matched")
print(Color.RED.__class__.__name__, dir(Color.RED), Num.__mro__)
