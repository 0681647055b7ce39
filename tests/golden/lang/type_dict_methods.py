d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("c", 3), d.setdefault("a", 9), d.pop("b"), d.pop("q", None), d)
print(d.keys(), d.values(), d.items(), list(d), len(d), "a" in d, list(reversed(d)), d.copy() == d, d.popitem(), d)
d.update({"x": 1}, y=2); d.update([("z", 3)]); d |= {"w": 4}; print(d, d | {"x": 0}, {"x": 0} | d)
print(dict(), dict(a=1), dict([("k", "v")]), dict({"p": 1}, q=2), dict.fromkeys("ab"), dict.fromkeys([1, 2], []), {**d, "x": None}, dict(zip("ab", [1, 2])))
k = {"a": 1, "b": 2}.keys()
print(k & {"a", "z"}, sorted(k | {"c"}), k - {"a"}, sorted(k ^ {"a", "c"}), k == {"a", "b"}, k <= {"a", "b", "c"}, k.isdisjoint(["q"]), "a" in k, ("a", 1) in {"a": 1}.items(), 1 in {"a": 1}.values(), k.mapping)
print({1: 1} == {1: 1.0}, {1: 2} != {1: 3}, {"a": [1]} == {"a": [1]}, {True: "t", 1: "one"}, {(1, 2): 3}[1, 2])
for f in (lambda: {}["a"], lambda: {}.pop("a"), lambda: {}.popitem(), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(1), lambda: {[]: 1}, lambda: {}.update(5), lambda: dict(1, 2), lambda: {}.get(), lambda: {} < {}, lambda: {}.setdefault([]), lambda: {} | 1, lambda: {}.fromkeys(), lambda: hash({}), lambda: {}.pop()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class M(dict):
    def __missing__(self, k): return k * 2
m = M(a=1); print(m["a"], m["zz"], m.get("zz"), m, type(m.copy()).__name__, isinstance(m, dict))
