import reprlib
from collections import deque

print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}), reprlib.repr(10 ** 100), reprlib.repr(set(range(20))))
print(reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr((1,)), reprlib.repr(deque(range(10))), reprlib.repr(frozenset()), reprlib.repr({}), reprlib.repr(()))
r = reprlib.Repr(maxlist=2, maxstring=10, fillvalue="..more..")
print(r.repr([1, 2, 3]), r.repr("abcdefghijklmnop"), r.repr({"a": "b" * 20}))
print(reprlib.Repr(indent=2).repr([1, {"a": [2]}, ()]), reprlib.Repr(indent="-->").repr((1, 2)))


class Node:
    def __init__(self): self.me = [self]

    @reprlib.recursive_repr("<loop>")
    def __repr__(self): return f"Node({self.me})"


class Long:
    def __repr__(self): return "L" * 60


class Broken:
    def __repr__(self): raise ValueError


print(Node(), reprlib.repr(Long()), reprlib.repr(Broken()).split(" at ")[0])
