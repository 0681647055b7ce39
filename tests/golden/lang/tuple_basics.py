t = (1, "a", [2])
print(t, (1,), (), t[0], t[-1], t[1:], t + (3,), t * 2, len(t), 1 in t, t.count(1), t.index("a"))
print((1, 2) < (1, 3), (1,) == (1,), hash((1, 2)) == hash((1, 2)), tuple("ab"), tuple([1, 2]), tuple())
a, *b, c = 1, 2, 3, 4
print(a, b, c)
(d, [e, f]), g = (1, "xy"), 3
print(d, e, f, g)
for bad in ("t.index('zz')", "t[9]", "t[0]()", "hash(([],))"):
    try:
        eval(bad)
    except Exception as x:
        print(type(x).__name__, x)
try:
    t[0] = 1
except TypeError as x:
    print(x)
try:
    del t[0]
except TypeError as x:
    print(x)
