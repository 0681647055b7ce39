d = {1: "int", True: "bool", 1.0: "float"}
print(d)
class K:
    def __init__(self, s): self.s = s
    def __hash__(self): return hash(self.s)
    def __eq__(self, o): return self.s == o if isinstance(o, str) else self.s == o.s
    def __repr__(self): return f"K({self.s})"
d = {"a": 1}
d[K("a")] = 2
print(d, d[K("a")], K("a") in d, d.get(K("b")))
d = {K("x"): 1}
d["x"] = 3
print(d, d["x"])
