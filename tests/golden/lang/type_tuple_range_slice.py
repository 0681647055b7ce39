t = (1, 2, 3, 2)
print(t.index(2), t.index(2, 2), t.count(2), t + (4,), t * 2, 2 * t, t[1:], t[::-1], tuple("ab"), tuple(), tuple([1]), t < (1, 3), hash((1, 2)) == hash((1, 2)), t == (1, 2, 3, 2), 2 in t, tuple(t) is t, (1,), ())
r = range(10, 0, -3)
print(r, list(r), len(r), r[1], r[-1], r[1:3], r[::-1], 7 in r, 8 in r, r.index(4), r.count(7), r.start, r.stop, r.step, r == range(10, -1, -3), bool(range(0)), hash(range(3)) == hash(range(0, 3, 1)), list(reversed(r)), range(10 ** 20)[10 ** 19], range(5).__reduce__(), "a" in r, 7.0 in r)
s = slice(1, None, 2)
print(s, s.start, s.stop, s.step, s.indices(6), slice(5), slice(None, None, -1).indices(4), slice(-3, -1).indices(10), s == slice(1, None, 2), hash(s) == hash(slice(1, None, 2)), slice(1, 2) < slice(1, 3), [0, 1, 2, 3, 4][s], slice(0, 10 ** 30).indices(5))
for f in (lambda: t.index(9), lambda: t[9], lambda: t["a"], lambda: t + [1], lambda: tuple(5), lambda: range(), lambda: range(1, 2, 0), lambda: range("a"), lambda: range(1.5), lambda: r[99], lambda: r.index(8), lambda: r.index("a"), lambda: slice(), lambda: slice(1, 2, 0).indices(3), lambda: slice("a").indices(3), lambda: slice(1).indices(-1), lambda: t.index(), lambda: range(1, 2, 3, 4), lambda: len(range(10 ** 30)), lambda: range(3).start.x, lambda: (1, 2) < (1, "a"), lambda: range(5)["x"]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
