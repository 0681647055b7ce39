def noisy(n):
    for i in range(n):
        print("yield", i)
        yield i
try:
    a, b = noisy(5)
except ValueError as e:
    print(e)
a, *b = noisy(3)
print(a, b)
first, *_, last = range(5)
print(first, _, last)
x, y = y0, x0 = [1, 2]
print(x, y, y0, x0)
for i, (j, *k) in enumerate([(1, 2, 3), "ab"]):
    print(i, j, k)
