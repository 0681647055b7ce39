print(str([1, "a", None, 1.5, b"x", ("t",), {"k": {1}}, frozenset([2])]), [[]], ((),), {1: {}}, [set()], repr(""), [...], [int, len])
l = [1]; l.append(l); d = {}; d["d"] = d; t = ([],); t[0].append(t)
print(l, d, t)
class R:
    def __repr__(self): return "R()"
    def __str__(self): return "S()"
print([R()], {R(): R()}.__len__(), str(R()), f"{R()} {R()!r} {[R()]}", "%s %r %s" % (R(), R(), [R()]))
print(str(b"x"), str(b"x", "ascii"), str(object=5), str(), repr(str), str(None), str(NotImplemented), str(...), repr(type), range(3), slice(1))
