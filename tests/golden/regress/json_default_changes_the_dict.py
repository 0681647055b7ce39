import json

class Other: pass

for what, change in dict(clear=lambda d: d.clear(), grow=lambda d: d.update(z=1), shrink=lambda d: d.pop("a")).items():
    for options in ({}, {"indent": 1}, {"sort_keys": True}):
        d = {"a": 1, "b": Other(), "c": 3}
        try: print(what, json.dumps(d, default=lambda o: change(d) and None, **options))
        except RuntimeError as e: print(what, e)
l = [1, Other(), 3]
print(json.dumps(l, default=lambda o: l.append(9)))
