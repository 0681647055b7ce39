l = [1, 2]
l.extend(l)
print(l)
l += l
print(l)
l[1:1] = l
print(len(l))
def g(l):
    for x in l:
        if len(l) < 8:
            yield x
m = [1]
try:
    m.extend(g(m))
except MemoryError:
    print("memory")
print(m)
