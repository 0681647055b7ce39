from pprint import pprint, pformat, pp, PrettyPrinter, isreadable, isrecursive, saferepr
from collections import OrderedDict, defaultdict, Counter, deque, ChainMap, UserDict
from dataclasses import dataclass, field
from types import SimpleNamespace

data = {"name": "x" * 30, "list": list(range(30)), "nested": {"b": [1, {"c": ("t",) * 12}], "a": None}, 3: {5, 1, 9}}
pprint({k: v for k, v in data.items() if k != 3})
pprint(data["list"], width=20, compact=True)
pprint([data["list"], data["nested"]], width=40, indent=4)
pprint(data["nested"], depth=1)
pprint([[[[1]]]], depth=2)
pp({"z": 1, "a": 2})
pprint("the quick brown fox jumps over the lazy dog " * 3, width=40)
pprint(["some long text here and more", "line one\nline two\n" * 3], width=25)
pprint(b"bytes" * 20, width=30)
pprint({"k": b"bytes" * 20, "ba": bytearray(b"x" * 50)}, width=30)
pprint(OrderedDict((f"key{i}", i) for i in range(8)))
pprint(defaultdict(list, {f"key{i}": [i] * 3 for i in range(6)}))
pprint(Counter("abracadabra" * 3 + "zyxw"), width=30)
pprint(deque(range(40), maxlen=40), width=50)
pprint(deque(range(40)), compact=True)
pprint(ChainMap({"a" * 20: 1}, {"b" * 30: 2}, {"c" * 30: 3}))
pprint(SimpleNamespace(alpha="a" * 30, beta="b" * 30, gamma=[1, 2]))
pprint(UserDict({f"k{i}": "v" * 10 for i in range(8)}))
pprint({1, "a", (2,)} and frozenset(range(40)), width=60)


@dataclass
class Point:
    label: str
    xs: list = field(default_factory=list)
    hidden: int = field(default=1, repr=False)


pprint(Point("p" * 20, list(range(25))), width=60)
pprint([Point("q"), Point("r" * 40, [1] * 20)], width=60)
loop = [1]
loop.append(loop)
print(saferepr(loop).split(" with id")[0], isrecursive(loop), isreadable(loop), isreadable([1, "a"]), isreadable(object), pformat((1,)), pformat({}), pformat(1234567, underscore_numbers=True))
pprint(tuple("abcdefghijklmnop" for _ in range(6)), width=50)
pprint(("one long element " * 6,), width=30)
for bad in (lambda: PrettyPrinter(indent=-1), lambda: PrettyPrinter(depth=0), lambda: PrettyPrinter(width=0)):
    try:
        bad()
    except ValueError as e:
        print(e)
