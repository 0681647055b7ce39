x = 1
print(x + (x := 5) + x)
def f(x):
    return x, (x := x + 1), x
print(f(1))
def g(a):
    return [a, a := 2, a]
print(g(1))
def h(a, b):
    return a < (a := 10) < a + b
print(h(5, 1))
