x = 10
print(list(x + y for y in range(3)), sum(i for i in range(4)), any(i > 2 for i in [1, 3]))
g = (print("lazy", i) or i for i in [1, 2])
print("made")
print(next(g))
g.close()
def f():
    return (i * k for i in range(3))
try:
    list(f())
except NameError as e:
    print(e)
class C:
    items = [1, 2]
    total = sum(x for x in items)
print(C.total, (i for i in ()).__name__, type((i for i in ())).__name__)
nested = [(a, b) for a in range(2) for b in (c * 2 for c in range(a + 1))]
print(nested)
