from collections import namedtuple

Point = namedtuple("Point", ["x", "y"], defaults=[0])
p = Point(11)
print(p, p.x, p[1], p == (11, 0), Point._fields, Point._field_defaults, Point.__doc__, Point.__match_args__)
print(p._replace(y=5), p._asdict(), Point._make([1, 2]), Point.x.__doc__, Point.__module__)
x, y = p
print(x, y, isinstance(p, tuple), hash(p) == hash((11, 0)), len(p))
print(namedtuple("R", "a def b b _c", rename=True)._fields)
match Point(1, 2):
    case Point(a, b):
        print("matched", a, b)


class Sub(Point):
    __slots__ = ()

    @property
    def total(self):
        return self.x + self.y


print(Sub(1, 2), Sub(1, 2).total, Sub(3)._replace(x=1))
for bad in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: p._replace(q=1),
            lambda: Point._make([1]), lambda: namedtuple("A", "a a"), lambda: namedtuple("A", "_a"),
            lambda: namedtuple("A", "class"), lambda: namedtuple("A", "1x"), lambda: namedtuple("A", "x", defaults=[1, 2]),
            lambda: setattr(p, "x", 1)):
    try:
        print(bad())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
