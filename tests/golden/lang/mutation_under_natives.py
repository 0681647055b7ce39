class Sneaky:
    def __init__(self, target): self.target = target
    def __repr__(self):
        self.target.clear()
        return "sneaky"
l = []
l.extend([1, Sneaky(l), 3])
print(repr(l), l)
d = {}
d["a"] = Sneaky(d); d["b"] = 2
try:
    print(repr(d))
except RuntimeError as e:
    print(e)
class Len:
    def __init__(self, l): self.l = l
    def __index__(self):
        self.l.clear()
        return 0
m = [1, 2, 3]
try:
    print(m[Len(m)])
except IndexError as e:
    print(e)
m = [1, 2, 3, 4]
print(m[Len(m):3], m)
m = [3, 2, 1]
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        m.append(1)
        return self.v < o.v
m[:] = [K(2), K(1)]
try:
    m.sort()
except ValueError as e:
    print(e, len(m))
n = [1, 2]
n[0:1] = (x for x in (n.append(9) or [5, 6]))
print(n)
