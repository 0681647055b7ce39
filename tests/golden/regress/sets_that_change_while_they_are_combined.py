# Equality empties, fills or renews one of two sets in the middle of an operation, which goes on with what is there.
class K:
    act = None

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if K.act:
            act, K.act = K.act, None
            act()
        return self is other


operations = {
    '-': lambda a, b: a - b,
    '&': lambda a, b: a & b,
    '|': lambda a, b: a | b,
    '^': lambda a, b: a ^ b,
    '<=': lambda a, b: a <= b,
    '==': lambda a, b: a == b,
    'isdisjoint': lambda a, b: a.isdisjoint(b),
    'difference of a list': lambda a, b: a.difference(list(b)),
    'difference of a dict': lambda a, b: a.difference(dict.fromkeys(b)),
    'symmetric_difference of a list': lambda a, b: a.symmetric_difference(list(b)),
    'toggled by a dict': lambda a, b: a.symmetric_difference_update(dict.fromkeys(b)),
    '-=': lambda a, b: a.__isub__(b),
    '&=': lambda a, b: a.__iand__(b),
    '|=': lambda a, b: a.__ior__(b),
    '^=': lambda a, b: a.__ixor__(b),
}
changes = {
    'left emptied': lambda a, b: a.clear(),
    'right emptied': lambda a, b: b.clear(),
    'left filled': lambda a, b: a.update(range(100, 140)),
    'right filled': lambda a, b: b.update(range(100, 140)),
    'left renewed': lambda a, b: (a.clear(), a.update(range(50, 60))),
}
for name, operation in operations.items():
    for what, change in changes.items():
        found = []
        for n, m in (1, 1), (2, 1), (3, 3):
            a, b = {K(i) for i in range(n)}, {K(i) for i in range(m)}
            K.act = lambda: change(a, b)
            result = operation(a, b)
            K.act = None
            found += [len(result) if isinstance(result, set) else result, len(a), len(b)]
        print(name, what, found)
