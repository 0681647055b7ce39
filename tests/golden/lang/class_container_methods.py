class Box:
    def __init__(self): self.d = {}
    def __len__(self): return len(self.d)
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __contains__(self, k): return "maybe"
    def __iter__(self): return iter(self.d)
    def __reversed__(self): return "reversed called"
    def __missing__(self, k): return "not for plain classes"
    def __bool__(self): return False
b = Box()
b["a"] = 1; b["b"] = 2
del b["a"]
print(len(b), b["b"], 5 in b, 5 not in b, list(b), reversed(b), bool(b), not b)
try:
    b["zz"]
except KeyError as e:
    print(repr(e))
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for n in (3, 0, -1, "x", 2**70):
    try:
        print(bool(L(n)), len(L(n)))
    except Exception as e:
        print(type(e).__name__, e)
class H:
    def __length_hint__(self): return 10
import operator
print(operator.length_hint(H()), operator.length_hint(5, 3))
