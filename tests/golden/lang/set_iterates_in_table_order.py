# skip: a display of constants is built from a frozenset in CPython
print({3, 1, 2}, {5, 33, 1, 65, 2}, set(range(10, 0, -1)))
s = {100, 8, 16, 24, 32, 1}
print(s, list(s))
s.discard(8); s.add(40); s.add(8)
print(s)
print(set([9, 17, 1, 25, 33, 41, 49, 57, 65]), {-1, -2, -3}, frozenset([7, 15, 23]))
print({1, 2, 3} | {9, 17}, {1, 9, 17} & {17, 9}, {1, 2, 3, 4} - {2}, {1, 2} ^ {2, 10})
