match a, b:
    case 1 | -2 | 3 + 4j: x
    case [a, *_, (b, c)]: x
    case {'k': v, **rest} if g: x
    case P(1, y=2) as p: x
    case A.B: x
    case None: x
    case _: x
