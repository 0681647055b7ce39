d = {i: i for i in range(1000)}
for i in range(990):
    del d[i]
print(d, len(d))
d[0] = "again"
print(list(d)[-1], next(iter(d)), d.popitem())
while d:
    d.popitem()
print(d)
d.update((i, i) for i in range(3))
print(d)
