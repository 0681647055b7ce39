l = [3, 1, 2]
l.append(4); l.extend("ab"); l.insert(0, "first"); l.insert(-1, "x"); l.insert(99, "end")
print(l, l.pop(), l.pop(0), l.count(1), l.index(2), l.copy() == l)
l.remove("x"); l.reverse()
print(l, [1, 2] * 2, 2 * [0], [1] + [2], [1, 2] < [1, 3], [1] < [1, 0], [] == [])
print(sorted([3, 1, 2], reverse=True), sorted("bca"), sorted([("b", 1), ("a", 2)], key=lambda t: t[1]))
m = [1, [2]]
n = m[:]
n[1].append(3)
print(m, list(), list("ab"), list({1: 2}), [*range(3), *"ab"])
a = [1, 2]; a *= 2; a += "z"; print(a)
r = []; r.append(r); print(r, repr([r]))
