import copy
class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
a = C([1, [2]])
s, d = copy.copy(a), copy.deepcopy(a)
print(s.v is a.v, d.v is a.v, d.v[1] is a.v[1], d == a)
class H:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return ("deep", type(memo).__name__)
print(copy.copy(H()), copy.deepcopy([H()]))
l = [1]; l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, m is not l, copy.copy((1, 2)), copy.copy({1: [2]}), copy.deepcopy({1: {2}}))
class R:
    def __init__(self, x): self.x = x
    def __reduce__(self): return (R, (self.x * 2,))
print(copy.copy(R(5)).x)
class G:
    def __getstate__(self): return {"only": 1}
    def __setstate__(self, st): self.restored = st
print(vars(copy.copy(G())))
x = [C(1)] * 2
y = copy.deepcopy(x)
print(y[0] is y[1], y[0] is not x[0])
