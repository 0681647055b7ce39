from dataclasses import dataclass, field, replace, asdict, astuple, fields
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
p = P(1)
print(p, p == P(1, 2, []), replace(p, y=5), asdict(p), astuple(p), [f.name for f in fields(P)])
@dataclass(frozen=True, order=True)
class Q:
    a: int
    b: str = field(default="b", compare=False, repr=False)
    def __post_init__(self): object.__setattr__(self, "extra", self.a * 2)
q = Q(1)
print(q, q < Q(2), hash(q) == hash(Q(1, "zz")), q.extra, Q.__match_args__)
try:
    q.a = 5
except Exception as e:
    print(type(e).__name__, e)
@dataclass(kw_only=True, slots=True)
class K(object):
    z: int = 0
print(K(z=3), K.__slots__)
for code in ("P()", "P(1, 2, 3, 4)", "K(1)", "@dataclass\nclass Bad:\n    a: int = 1\n    b: int", "@dataclass\nclass Bad2:\n    a: list = []"):
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
match p:
    case P(x=1, y=y): print("matched", y)
