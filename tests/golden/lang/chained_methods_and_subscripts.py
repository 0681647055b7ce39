class Q:
    def __init__(self): self.log = []
    def __getattr__(self, n):
        if n.startswith("__"): raise AttributeError(n)
        self.log.append(n)
        return self
    def __call__(self, *a, **k):
        self.log.append((a, tuple(k.items())))
        return self
    def __getitem__(self, k):
        self.log.append([k])
        return self
q = Q()
q.select("a", n=1).where[1:2, "x"].limit(5)[...](*[1], **{"z": 2}).end
print(q.log)
data = {"a": [{"b": (1, 2, {"c": "deep"})}]}
print(data["a"][0]["b"][2]["c"][1:3].upper().join("--").split("-"))
data["a"][0]["b"][2]["c"] += "er"
data["a"][-1]["new"] = data["a"][0].get("nope", {}).get("also", "default")
print(data, (lambda: [lambda x: x * 2])()[0](21), [[1, 2], [3]][0][-1].__add__(5).bit_length())
