import collections
n = float("nan")
for make in (list, tuple, set, frozenset, collections.deque):
    c = make([1, n, "a"])
    print(make.__name__, n in c, c == c, c == make([1, n, "a"]))
print([n].index(n), [n, 1].count(n), (n,) == (n,), {n: 1}.get(n), {n: 1} == {n: 1}, n == n, len({n, n}))
print({1: n} == {1: n}, n in {n: 0}.keys(), n in {0: n}.values(), {n: 1}.pop(n, "gone"), {n} - {n}, {(1, n): 2}[1, n])
other = float("nan")
print(n is other, len({n, other}), {n: 1}.get(other), [n] == [other], {n: 1, other: 2}[n], (n,) in {(other,)})
print(n, other, -n, n + 1, repr(other), f"{other:.2f}", float(n) is n, hash(n) == hash(n), float("-nan"))
