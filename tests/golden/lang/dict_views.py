d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
d["c"] = 3
print(k, v, i, len(k))
print(k & {"a", "z"}, k - {"a"} == {"b", "c"}, ("a", 1) in i, 3 in v, k == {"a", "b", "c"}, k | ["q"] == {"a", "b", "c", "q"})
print(list(reversed(i)), k.isdisjoint(["x"]), i.mapping, k.mapping["a"])
try:
    k.mapping["x"] = 1
except TypeError as e:
    print(e)
