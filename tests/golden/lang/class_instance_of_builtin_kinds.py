class L(list):
    def __init__(self, *a):
        super().__init__(a)
        self.tag = "t"
l = L(1, 2, 3)
print(l, l.tag, vars(l), isinstance(l, list), l == [1, 2, 3], len(l), l[1:], [*l], sum(l), l + [4], l * 2, l.copy(), type(l.copy()).__name__)
a, b, c = l
print(a, b, c, 2 in l, sorted(l, reverse=True), ",".join(map(str, l)), bool(L()), l.__class__.__mro__[1].__name__)
class I(int):
    def __new__(cls, x): return super().__new__(cls, x * 2)
    @property
    def half(self): return self // 2
i = I(5)
print(i, i.half, i + 1, [0] * I(1), {10: "ten"}[i], range(i)[-1], i == 10, hash(i) == hash(10), f"{i:>4}", "%d" % i, str(i), repr(i), int(i), type(int(i)).__name__)
class D(dict):
    def __missing__(self, k): return k * 2
    def __getattr__(self, k): return self[k]
d = D(x=1)
print(d.x, d.yy, d["zz"], d.get("q"), {**d}, dict(d), d | {"k": 2}, type(d | {}).__name__, list(d.items()))
class E(Exception):
    code = 5
    def __init__(self, m, **kw):
        super().__init__(m)
        self.kw = kw
try:
    raise E("m", a=1)
except E as e:
    print(e, e.args, e.kw, e.code, vars(e))
class S(str): pass
s = S("abc"); s.note = 1
print(s.note, s[0], type(s[:]).__name__, s == "abc", s in ["abc"], {s: 1}["abc"], "abc" in {s}, s.join(["x", "y"]), getattr(type("O", (), {"abc": 7})(), s))
