# A set joined with itself is a copy: no element is asked whether it equals another, so none can change the set meanwhile.
class K:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("asked")
        elements.clear()
        return self is other


for name, operation in {
    "|": lambda s: s | s,
    "&": lambda s: s & s,
    "union": lambda s: s.union(s, s),
    "intersection": lambda s: s.intersection(s),
    "|=": lambda s: s.__ior__(s),
    "&=": lambda s: s.__iand__(s),
}.items():
    elements = frozenset()
    first = set()
    K.__eq__, kept = lambda a, b: a is b, K.__eq__
    first.update(K() for _ in range(3))
    K.__eq__ = kept
    elements = first
    print(name, len(operation(first)), len(first))
