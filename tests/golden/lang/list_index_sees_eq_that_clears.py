class Evil:
    def __init__(self, l): self.l = l
    def __eq__(self, o):
        self.l.clear()
        return False
l = [0]
l[:] = [Evil(l), 1, 2]
try:
    print(l.index("x"))
except ValueError as e:
    print(e)
print(l)
l[:] = [Evil(l), 1]
print(1 in l, l)
l[:] = [Evil(l), 1]
print(l.count(1), [Evil(l)] == [3])
def grow():
    yield 1
    base.append("from inside")
    yield 2
base = []
base.extend(grow())
print(base)
