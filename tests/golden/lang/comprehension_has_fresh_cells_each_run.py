def f():
    out = []
    for j in range(2):
        out.append([lambda: (i, j) for i in range(2)])
    return out
rows = f()
print([[g() for g in row] for row in rows])
def outer():
    return [[(lambda k: k + j)(i) for i in range(2)] for j in range(2)]
print(outer())
