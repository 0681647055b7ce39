import itertools as it
print(list(it.chain([1], "ab", range(2))), list(it.chain.from_iterable([[1], [2]])), list(it.islice(it.count(5, 2), 3)), list(it.islice("abcdef", 1, None, 2)))
print(list(it.zip_longest([1, 2], "a", fillvalue="-")), list(it.product("ab", [1, 2])), list(it.permutations([1, 2, 3], 2)), list(it.combinations("abc", 2)), list(it.combinations_with_replacement("ab", 2)))
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(it.takewhile(lambda x: x < 3, [1, 5, 2])), list(it.dropwhile(lambda x: x < 3, [1, 5, 2])))
print([(k, list(g)) for k, g in it.groupby("aabbba")], list(it.repeat(1, 3)), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abc", [1, 0, 1])), list(it.filterfalse(None, [0, 1])), list(it.pairwise("abc")), list(it.batched("abcde", 2)))
a, b = it.tee([1, 2, 3]); print(next(a), list(b), list(a))
c = it.cycle("ab"); print([next(c) for _ in range(5)])
g = it.groupby([1, 1, 2]); k, first = next(g); next(g); print(list(first))
for code in ("list(it.islice([1], -1))", "it.product([1], repeat=-1)", "list(it.batched('a', 0))", "it.count('a')"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
