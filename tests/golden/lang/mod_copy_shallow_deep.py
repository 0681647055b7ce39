import copy
from collections import OrderedDict, defaultdict, deque


class P:
    def __init__(self, x, child=None):
        self.x, self.child = x, child


a = [1, [2, 3], {"k": [4]}, (5, [6]), {7}, "s"]
s, d = copy.copy(a), copy.deepcopy(a)
a[1].append(9)
a[3][1].append(9)
print(s, d, s[1] is a[1], d[1] is a[1], copy.copy(3), copy.deepcopy((1, 2)) , copy.deepcopy(len) is len)
t = (1, 2)
print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.deepcopy(P) is P)
p = P([1], P(2))
p.child.child = p
q = copy.deepcopy(p)
print(q.x, q.x is p.x, q.child.x, q.child.child is q, copy.copy(p).x is p.x)
l = [1]
l.append(l)
m = copy.deepcopy(l)
print(m, m[1] is m)


class Custom:
    def __copy__(self):
        return "shallow"

    def __deepcopy__(self, memo):
        return f"deep {isinstance(memo, dict)}"


print(copy.copy(Custom()), copy.deepcopy([Custom()]))


class L(list):
    pass


class D(dict):
    pass


class Slots:
    __slots__ = ("a", "b")


x = L([1, [2]])
x.tag = "t"
y = copy.deepcopy(x)
print(type(y).__name__, y, y.tag, y[1] is x[1], type(copy.copy(D(a=1))).__name__, copy.copy(D(a=1)))
z = Slots()
z.a = [1]
w = copy.deepcopy(z)
print(w.a, w.a is z.a, hasattr(w, "b"))
print(copy.deepcopy(OrderedDict(a=[1])), copy.copy(defaultdict(list, {1: [2]})), copy.deepcopy(deque([1, [2]], maxlen=3)), copy.copy({1, 2}), copy.deepcopy(bytearray(b"x")))


class St:
    def __init__(self): self.v = 1
    def __getstate__(self): return {"v": self.v + 1}
    def __setstate__(self, s): self.v = s["v"] * 10


class Args:
    def __new__(cls, a, b=0):
        o = super().__new__(cls)
        o.pair = a, b
        return o
    def __getnewargs__(self): return self.pair


print(copy.copy(St()).v, copy.deepcopy(Args(1, 2)).pair, repr(copy.copy(ValueError("e", 1))))
for bad in ((i for i in ()), ):
    try:
        copy.copy(bad)
    except TypeError as e:
        print(e)
try:
    copy.replace(3, a=1)
except TypeError as e:
    print(e)
