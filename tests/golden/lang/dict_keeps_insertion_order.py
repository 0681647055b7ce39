d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 9
print(d)
del d["a"]
d["a"] = 0
print(list(d), list(reversed(d)), d.popitem(), d)
d.update({"z": 1}, b=5)
print(d, d | {"q": 1}, {"x": 0} | d)
d |= [("n", 1)]
print(d, list(d.items())[-1], list(d.values()))
