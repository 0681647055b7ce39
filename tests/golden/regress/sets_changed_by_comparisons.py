class K:
    act = None
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other):
        if K.act: act, K.act = K.act, None; act()
        return self.n == other.n

def two(): return {K(1), K(2)}, {K(1), K(3)}
s, t = two(); K.act = t.clear; s.update(t); print(len(s), len(t))
s, t = two(); K.act = s.clear; print(len(s & t), len(s))
s, t = two(); K.act = t.clear; print(s == t)
d = {K(1): 1, K(2): 2}
K.act = d.clear
print(d == {K(1): 1, K(2): 2}, d)
source = {K(i): i for i in range(4)}
K.act = source.clear
print(len(dict.fromkeys(source)))
