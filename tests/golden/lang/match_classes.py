class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Sub(Point): pass
def f(v):
    match v:
        case Point(0, 0): return "origin"
        case Point(x, y=0): return f"on x at {x}"
        case Sub(x=a): return f"sub {a}"
        case Point(): return "somewhere"
        case int(n) if n > 100: return f"big {n}"
        case int() | float() as num: return f"number {num}"
        case str(s): return f"text {s}"
        case list([a, *_]): return f"list of {a}"
for v in (Point(0, 0), Point(3, 0), Sub(5, 6), Point(1, 1), 500, 5, 1.5, True, "hi", [9, 8], []):
    print(f(v))
for code in ("case Point(1, 2, 3): pass", "case Point(1, x=2): pass", "case int(1, 2): pass", "case print(): pass"):
    try:
        exec(f"match Point(1, 2) if 'Point' in {code!r} else 1:\n    {code}")
    except TypeError as e:
        print(e)
