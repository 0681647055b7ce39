def f(x):
    match x:
        case {"type": "point", "x": x, "y": y}: return ("point", x, y)
        case {"type": "named", **rest}: return ("named", rest)
        case {1: [a, b]}: return (a, b)
        case {}: return "any mapping"
        case _: return "not a mapping"
for x in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "named", "q": 1}, {1: [5, 6]}, {}, {"a": 1}, [], None):
    print(f(x))
from collections import defaultdict
d = defaultdict(list)
match d:
    case {"absent": v}: print("made one")
    case _: print("no key was made", dict(d))
