def f(x):
    return x in {1, 2}, x in {2, 1}, x in {1, 2, 1}, x in {1.0, 2}, x not in {'a', 1}, x in {1, 'a'}
print(sum(isinstance(c, frozenset) for c in f.__code__.co_consts), f(1))
