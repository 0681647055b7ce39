class Walks(dict):
    def __iter__(self): return iter(["x"])
    def keys(self): return ["x"]
    def __getitem__(self, key): return "got"
class Gets(dict):
    def keys(self): return ["zz"]
    def __getitem__(self, key): return "got"
for d in (Walks(a=1), Gets(a=1)):
    print(d.copy(), d | {}, {} | d, dict(d), {**d}, dict([], **d), len(d), d == {"a": 1})
    e = {"b": 2}
    e.update(d)
    print(e, type(d.copy()).__name__, sorted(d), d.setdefault("a"), list(d.values()))
