import collections

class Loud:
    def __init__(self, name): self.name = name
    def __del__(self): print("gone", self.name, list(d))

class Mapping:
    def keys(self): return [0, 1]
    def __getitem__(self, key): print("get", key); return key

def failing():
    yield 0, "a"
    yield 1, "b"
    1 / 0

for other in ({0: 1, 1: 2, 9: 3}, [(0, 1), (1, 2), (9, 3)], zip([0, 1, 9], "abc"), Mapping(), failing()):
    d = {i: Loud(i) for i in range(3)}
    try: d.update(other)
    except ZeroDivisionError: print("failed")
    print("updated")
d = {"0": Loud(0), "1": Loud(1)}
d.update(**{"0": 1, "1": 2}); print("updated")
d = collections.OrderedDict((i, Loud(i)) for i in range(3))
d |= {0: 1, 2: 3}; print("updated")

class Emptying:
    def __init__(self, emptied): self.emptied = emptied
    def __del__(self): self.emptied.clear()
d = {}
d.update({0: Emptying(d), 1: 5})
d.update({0: 1, 1: 2, 7: 8}); print(d)
source = {0: 1, 1: 2}
d = {0: Emptying(source), 1: 5}
try: d.update(source)
except RuntimeError as e: print(e, d)
d = {}
