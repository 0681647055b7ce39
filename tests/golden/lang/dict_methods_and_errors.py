d = dict([("a", 1)], b=2)
print(d.setdefault("a", 9), d.setdefault("c"), d.pop("b"), d.pop("zz", "default"), d.get("nope", 0))
print(dict.fromkeys("ab", 0), dict.fromkeys([1]), dict(zip("ab", [1, 2])), {**d, "a": 5})
for code in ("d['missing']", "d.pop('missing')", "{}.popitem()", "dict([1])", "dict([(1,)])", "dict(5)", "{1: 1}[2]", "d[(1, 2)]", "dict(**{1: 2})"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)
