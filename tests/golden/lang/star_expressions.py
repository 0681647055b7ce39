a = [1, 2]
print([*a, *a], (*a, 3), {*a, 5}, {**{"x": 1}, "y": 2, **{"x": 3}}, *a, sep="-")
def f(): return *a, 9
print(f())
for x in *a, 7: print(x, end=" ")
print()
b = *a, 1
*c, = "xy"
[d, *e] = a
print(b, c, d, e)
print([*range(3), *"ab", *{1: 2}], (lambda *x: x)(*a, *[3]), {*()}, [*[]], {**{}})
for i, *j in [(1, 2, 3), (4,)]: print(i, j)
def g(*args: *tuple[int, ...]): return args
print(g(1, 2), g.__annotations__)
x = [[1, 2], *[[3]]]
print(x)
