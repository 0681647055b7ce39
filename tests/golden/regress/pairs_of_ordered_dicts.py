import collections

for pairs in {1}, [(1,)], [(1, 2, 3)], 5, "a", ["ab"], [None], [[]], None, [range(2)], {1: 2}, [(1, 2), (1, 3)]:
    for f in collections.OrderedDict, dict:
        try:
            print(f(pairs), end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" ")
    print()
