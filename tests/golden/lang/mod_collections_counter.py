from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["zz"], c.most_common(2), c.total(), sorted(c.elements())[:4])
c.update("aab", b=5)
c.subtract({"a": 10})
print(c, +c, -c)
print(Counter(a=3, b=1) + Counter(a=1, b=2), Counter(a=3, b=1) - Counter(a=1, b=2))
print(Counter(a=3, b=1) | Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=2))
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) < Counter(a=2), Counter(a=1) >= Counter(b=1), Counter() != Counter())
d = Counter(a=2)
d += Counter(b=1)
d -= Counter(a=5)
print(d, "q" in d, d.copy(), Counter(), Counter(None), list(Counter([3, 1, 3])))
del d["not there"]
try:
    Counter.fromkeys("ab")
except NotImplementedError as e:
    print(e)
print(Counter({"x": 2}).most_common(), dict(Counter("aab")), Counter("aab").items())
