def f(x):
    match x:
        case 0 | 1: return "small"
        case -1: return "minus one"
        case 2.5: return "float"
        case 1 + 2j: return "complex"
        case "a" | "b": return "letter"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "never for 1"
        case str(): return "other str"
        case [x]: return f"one {x}"
        case other: return f"other {other!r}"
for x in (0, 1, -1, 2.5, 1 + 2j, "a", "zz", b"x", None, True, [5], {1}, False, 1.0):
    print(repr(x), f(x))
