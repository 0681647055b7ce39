r = range(2, 20, 3)
print(r, list(r), len(r), r[1], r[-1], r[1:3], r[::-1], 5 in r, 6 in r, r.index(8), r.count(8), r == range(2, 18 + 2, 3))
print(list(range(5, 0, -2)), list(range(0)), range(10**20)[10**19], len(range(0, 10**18, 10**9)), 5.0 in range(10), "a" in range(3))
print(hash(range(0)) == hash(range(5, 5)), range(0) == range(2, 2), bool(range(0)), range(3).start, range(1, 9, 2).step)
for code in ("range(1.0)", "range(1, 2, 0)", "r[99]", "r.index(3)", "len(range(10**30))", "range('a')"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
it = iter(range(3)); next(it); print(list(it), it.__length_hint__(), list(reversed(range(3))))
