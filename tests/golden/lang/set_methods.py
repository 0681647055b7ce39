a, b = {1, 2, 3}, {3, 4}
print(a.union(b, [9]), a.intersection(b), a.difference(b), a.symmetric_difference(b))
print(a.issubset({1, 2, 3, 4}), a >= {1}, a > a, a.isdisjoint({7}), {1} < {1, 2})
a.update([5], (6,)); a.intersection_update({1, 2, 5, 6}); a.difference_update([1]); a.symmetric_difference_update({2, 7})
print(a, a.copy() == a, a.pop() in {5, 6, 7})
for code in ("a.remove(99)", "set().pop()", "{[]}", "a | [1]", "set(5)", "frozenset().add(1)"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)
print(set(), frozenset(), frozenset({1}), {frozenset({1})}, set("a"), repr({()}))
