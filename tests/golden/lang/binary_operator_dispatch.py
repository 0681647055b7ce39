class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"{type(self).__name__}({self.v})"
    def __add__(self, o): print("add"); return NotImplemented
    def __radd__(self, o): print("radd", o); return self.v
print(1 + N(2))
print([1] + N(3) if False else "skip")
try:
    N(1) + N(2)
except TypeError as e:
    print(e)
class M(N):
    def __radd__(self, o): print("M radd"); return "M"
print(N(1) + M(2))
class O(N):
    pass
try:
    print(N(1) + O(2))
except TypeError as e:
    print(e)
