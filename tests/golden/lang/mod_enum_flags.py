import enum
from enum import Flag, IntFlag, auto, CONFORM, EJECT, KEEP, STRICT


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
    NONE = 0


print(P.R, repr(P.R), P.RW, repr(P.R | P.X), P.R | P.W | P.X, repr(P(0)), repr(~P.R), P.R & P.W, list(P), len(P.RW), list(P.RW), P.R in P.RW, bool(P.NONE), P(5))
print(P.R ^ P.RW, P.R.value, (P.R | P.X).name, P.__members__, ~P.RW, P(7), P.R | P.W is P.RW)


class I(IntFlag):
    A = 1
    B = 2
    C = 4


print(I.A, repr(I.A | I.B), I.A | I.B, I.A + 1, repr(I.A | 8), I(9), repr(~I.A), I.A & 3, repr(I(0)), I.A == 1, f"{I.A|I.C}", list(I.A | I.C), repr(I(16)), 4 | I.A, repr(4 | I.A))


class E(Flag, boundary=EJECT):
    A = 1
    B = 4


class C(Flag, boundary=CONFORM):
    A = 1
    B = 4


class K(Flag, boundary=KEEP):
    A = 1
    B = 4


class Odd(Flag):
    TWO = 2
    ONE = 1


print(repr(E(3)), repr(C(7)), repr(K(11)), repr(E.A | E.B), list(Odd), list(Odd.ONE | Odd.TWO), repr(Odd(3)), repr(enum.STRICT), C)


def bad(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for f in (lambda: P(8), lambda: P(-9), lambda: P("x"), lambda: P.R | 1, lambda: 3 in P.R, lambda: P.R < P.W, lambda: P["Q"]):
    bad(f)
print(P(-1), repr(I(-1)), repr(I(-2)), repr(P(-2)))


def gap():
    @enum.verify(enum.CONTINUOUS)
    class X(enum.Enum):
        A = 1
        C = 4


def alias():
    @enum.verify(enum.UNIQUE)
    class X(enum.Enum):
        A = 1
        B = 1


def unnamed():
    @enum.verify(enum.NAMED_FLAGS)
    class X(Flag):
        A = 1
        F = 15


for f in (gap, alias, unnamed):
    bad(f)


@enum.global_enum
class G(IntFlag):
    GA = 1
    GB = 2


print(repr(GA), repr(GA | GB), str(GA), GB, repr(G(0)))
F = Flag("F", "A B C")
print(list(F), F.A | F.C, enum.show_flag_values(5))
