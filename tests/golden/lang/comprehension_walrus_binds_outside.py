def f(items):
    hits = [y for x in items if (y := x * 2) > 4]
    return hits, y
print(f([1, 2, 3, 4]))
print([last := n for n in range(4)], last)
total = 0
print([total := total + n for n in range(5)], total)
