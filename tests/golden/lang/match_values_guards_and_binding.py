import enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class NS: limit = 10
def f(v):
    match v:
        case Color.RED: return "red"
        case NS.limit: return "limit"
        case x if x == 5: return "five"
        case [Color.BLUE | Color.RED as c, *_]: return f"list {c.name}"
        case {"k": [_, (1 | 2) as n]}: return n
    return "nothing"
print(f(Color.RED), f(10), f(5), f([Color.BLUE, 1]), f({"k": [0, 2]}), f(Color.BLUE))
match 1, 2:
    case a, b: print(a, b)
match = case = type = 3
print(match, case, type)
match (match):
    case 3: print("soft keyword")
match [1, 2, 3]:
    case [a, b, 99]: pass
    case _: print("captures of a failed pattern may stay:", a, b)
