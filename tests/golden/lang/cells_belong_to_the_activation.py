fs = []
def make():
    for i in range(3):
        fs.append(lambda: i)
make()
print([f() for f in fs])
print([f() for f in [lambda: i for i in range(3)]])
def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    return up
a, b = counter(), counter()
print(a(), a(), b(), a())
