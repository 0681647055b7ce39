import gc
print(gc.get_referents([1, 2, "x"], (3, "y")), gc.get_referents({"a": 1.5}, {"b": [2]}))
print(sorted(map(str, gc.get_referents({1: 2.5, "c": 3}))), gc.get_referents(5, "x", []))
