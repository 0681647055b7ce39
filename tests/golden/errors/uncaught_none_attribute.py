items = [3, 1, 2].sort()
print(items.index(1))
