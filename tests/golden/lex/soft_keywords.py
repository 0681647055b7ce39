match x:
    case [1, _]: pass
match = 1
match.a
type X = int
type = 5
