def f(*args, **kw): return args, kw
print(f(*[1], 2, *(3, 4), k=5, **{"m": 6}, n=7))
print(f(k=1, *[2, 3]))
print(f(**{"a": 1}, **{"b": 2}))
try:
    f(**{"a": 1}, **{"a": 2})
except TypeError as e:
    print(e)
try:
    f(a=1, **{"a": 2})
except TypeError as e:
    print(e)
print(f(*"ab", *range(2), *{7: 0}))
print(f(*[i for i in range(40)])[0][-1], len(f(**{f"k{i}": i for i in range(60)})[1]))
