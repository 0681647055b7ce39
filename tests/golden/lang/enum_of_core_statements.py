import enum
class Color(enum.Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
print(Color.RED, repr(Color.RED), Color(1), Color["GREEN"], Color.RED.name, Color.RED.value, list(Color), Color.ALIAS is Color.RED, len(Color))
print(Color.RED == 1, Color.RED is Color.RED, Color.RED in Color, isinstance(Color.RED, Color), {Color.RED: "r"}[Color.RED], f"{Color.RED}")
class N(enum.IntEnum):
    A = 1
    B = enum.auto()
print(N.A + 1, N.B, N.A < N.B, sorted([N.B, N.A]), f"{N.A}", int(N.B))
class F(enum.Flag):
    X = enum.auto()
    Y = enum.auto()
print(F.X | F.Y, F.X & F.Y, F.X in (F.X | F.Y), ~F.X)
for code in ("Color(9)", "Color['NO']", "Color.NO", "setattr(Color, 'RED', 5)", "Color.RED.__class__('x')"):
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
