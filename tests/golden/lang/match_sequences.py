def f(x):
    match x:
        case []: return "empty"
        case [1, *rest]: return f"one then {rest}"
        case (a, b) if a == b: return f"twins {a}"
        case [a, (b, c), *_]: return f"nested {a} {b} {c}"
        case [first, *middle, last]: return f"{first} {middle} {last}"
        case _: return "no"
for x in ([], (), [1], [1, 2, 3], (4, 4), [5, (6, 7)], [5, [6, 7], 8], range(3), "ab", b"ab", {1, 2}, [2], bytearray(b"zz"), {}):
    print(x, "->", f(x))
