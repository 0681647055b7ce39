class O: pass
o = O(); l = [0, 0, 0]; d = {}
o.x, l[1], d["k"], (a, *b), [c] = 1, 2, 3, (4, 5, 6), [7]
print(o.x, l, d, a, b, c)
o.y = l[0] = d["z"] = z = []
print(o.y is z, l[0] is z, d["z"] is z)
l[1:3], *rest = "xy", 9, 8
print(l, rest)
i = 0
i, l[i] = 1, "at one"
print(l)
for o.attr in range(3): pass
for l[0] in "ab": pass
for d["loop"], *o.rest in [(1, 2, 3)]: pass
print(o.attr, l[0], d["loop"], o.rest)
with open(__file__) as o.file: pass
print(o.file.closed)
[p, (q, [r])] = 1, (2, [3])
print(p, q, r)
x = y = 1; x += y; y -= x; x **= 3; y //= 2; x <<= 2; y ^= 5; x |= 1; x @= type("M", (), {"__rmatmul__": lambda s, o: o + 1})()
print(x, y)
