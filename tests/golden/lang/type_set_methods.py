a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a <= b, {1} < a, a >= {1}, a == {3, 2, 1}, a != b, a.isdisjoint({9}), a.issubset([1, 2, 3, 4]), a.issuperset([1]))
print(a.union([5], "x") == {1, 2, 3, 5, "x"}, a.intersection([1, 9]), a.difference([1], [2]), a.symmetric_difference([1, 7]), a.copy() is a)
s = {1}; s.add(2); s.discard(9); s.update([3], (4,)); s.remove(1); s |= {8}; s &= {2, 3, 8}; s -= {3}; s ^= {2, 5}; print(s, s.pop() in (5, 8), len(s), s.clear(), s)
f = frozenset([1, 2]); print(f, f | {3}, {3} | f, type({3} | f).__name__, type(f | {3}).__name__, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset([2, 1])], frozenset() is frozenset(), f.copy() is f, set("hello") == set("olleh"), {frozenset([1])} == {frozenset([1])}, {1} in {frozenset([1])})
for g in (lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: {1} | [2], lambda: {1} < [1], lambda: hash({1}), lambda: set(5), lambda: {1}.add(), lambda: frozenset().add(1), lambda: {1} - [1], lambda: {1}.union(3), lambda: {1}.issubset(4)):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
