def noisy(n):
    for i in range(n):
        print("pull", i)
        yield i
z = zip(noisy(2), "abc")
print(next(z)); print(next(z)); print(next(z, "end"))
m = map(lambda a, b: a + b, noisy(2), [10, 20, 30])
print(list(m))
f = filter(lambda x: x % 2, range(6))
print(list(f), list(filter(None, [0, 1, "", "a"])), list(enumerate("ab", 5)))
e = enumerate(noisy(3)); print(next(e))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)
try:
    list(zip([1, 2], [1], [1], strict=True))
except ValueError as e:
    print(e)
print(list(zip()), list(map(str, [])), all([]), any([]), repr(zip()).split(" at ")[0], repr(map(str, [])).split(" at ")[0])
