def f(x, y):
    match x:
        case 0 | None:
            return 1
        case [a, *rest] if a > 1:
            return rest
        case {"k": v, **others}:
            return v, others
        case Point(x=0, y=b) as p:
            return b, p
    match f(y):
        case [1, (2 | 3) as z, _]:
            return z
        case _:
            return y
