l = [1, 2, 3]
seen = []
for x in l:
    seen.append(x)
    if len(l) < 6:
        l.append(x * 10)
print(seen, l)
l = [1, 2, 3, 4]
for x in l:
    l.remove(x)
print(l)
it = iter([1, 2])
print(list(it), list(it))
l = [1]
it = iter(l); print(next(it), next(it, "end")); l.append(2); print(next(it, "still ended"))
print(it.__length_hint__())
