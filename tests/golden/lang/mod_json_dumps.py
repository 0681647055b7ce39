import json
import io

data = {"name": "Zoë \u20ac \U0001f600", "n": [1, 2.5, -3, 1e100, 1e-7, 10**20], "t": (True, False, None), "e": {}, "l": [], "esc": "\"\\\n\r\t\b\f\x01/\x7f\ud800"}
print(json.dumps(data))
print(json.dumps({k: v for k, v in data.items() if k != "esc"}, ensure_ascii=False))
print(json.dumps(data, indent=2, sort_keys=True))
print(json.dumps([1, [2, {"a": []}]], indent="\t"), json.dumps([1, 2], separators=(",", ":")), json.dumps({"a": 1, "b": [1]}, separators=(",", ":"), indent=0))
print(json.dumps({1: "a", 2.5: "b", True: "c", None: "d", float("inf"): 1}), json.dumps([float("nan"), float("-inf")]))
print(json.dumps({(1, 2): 3, "k": 1}, skipkeys=True), json.dumps({(1, 2): 3}, skipkeys=True), json.dumps("x"), json.dumps(5), json.dumps(None), json.dumps(1.0))


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


print(json.dumps({"c": 2 + 1j}, cls=Enc), json.dumps({1, 2, 3}, default=sorted), Enc().encode([1j]), list(json.JSONEncoder().iterencode([1, {"a": 2}]))[-1])
out = io.StringIO()
json.dump({"k": [1, 2]}, out, indent=1)
print(out.getvalue())
loop = []
loop.append(loop)
for bad in (lambda: json.dumps({1, 2}), lambda: json.dumps(loop), lambda: json.dumps({(1,): 1}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps([1j], cls=Enc, default=None) and json.dumps(object),
            lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True), lambda: json.dumps(b"x")):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e, getattr(e, "__notes__", None))


class MyInt(int):
    def __repr__(self): return "no"


print(json.dumps([MyInt(3), {MyInt(4): 5}]), "".join(json.JSONEncoder(indent=1).iterencode({"a": [1, {}]})))
