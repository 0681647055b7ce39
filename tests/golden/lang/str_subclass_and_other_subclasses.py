class S(str):
    def __new__(cls, v, extra=None):
        self = super().__new__(cls, v)
        self.extra = extra
        return self
    def __repr__(self): return f"S({super().__repr__()})"
s = S("ab", 5)
print(s, repr(s), s + "c", type(s + "c").__name__, s.extra, s == "ab", {"ab": 1}[s], s.upper(), len(s), "".join([s, s]), f"{s}", s * 2, isinstance(s, str), vars(s))
class L(list):
    def append(self, x): super().append(x * 2)
    def __getitem__(self, i): return ("got", super().__getitem__(i))
l = L([1]); l.append(2); l.attr = 1
print(l, l[0], list(l), l == [1, 4], type(l + [1]).__name__, type(l[:]).__name__, sorted(l), l.attr)
class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
d = D(a=1); d["b"] = 1; d.update(c=1)
print(d, dict(d), type(d.copy()).__name__, D.fromkeys("x", 1))
class F(float):
    def __add__(self, o): return "F add"
print(F(1.5) + 1, 1 + F(1.5), F(2) * 2, type(F(1) * 1).__name__, repr(F(2.5)))
class T(tuple): pass
print(T([1, 2]), T([1]) + (2,), type(T([1])[:]).__name__, hash(T([1])) == hash((1,)))
class E(set): pass
print(E([1]) | {2}, type(E([1]) | {2}).__name__, E([1]) == {1})
class B(bytes): pass
print(B(b"x"), type(B(b"x") + b"y").__name__)
