log = []
class K:
    def __init__(self, n, h=0): self.n, self.h = n, h
    def __hash__(self):
        log.append(f"h{self.n}")
        return self.h
    def __eq__(self, other):
        log.append(f"{self.n}={getattr(other, 'n', other)}")
        return isinstance(other, K) and self.n == other.n
def show(what, *_):
    print(what, *log)
    log.clear()
a, b, c, d = K("a"), K("b"), K("c"), K("d", 1)
show("literal", {a: 1, b: 2, c: 3, d: 4})
m = {a: 1, b: 2, c: 3, d: 4}
log.clear()
show("get", m[b], m.get(K("c")), K("x") in m, K("y", 2) in m, 0 in m, 1 in m)
show("copies", dict(m), m.copy(), {**m}, m | {}, set(m), frozenset(m), dict.fromkeys(m), dict.fromkeys({a, d}))
show("merge", m | {b: 0, d: 0}, m.update({K("c"): 1}), m.setdefault(K("b"), 0), m.pop(K("b")))
show("equal", m == {c: 1, a: 1, d: 4}, {a: K("v")} == {K("a"): K("v")}, m == {a: 1})
show("tuple", {(1, a): 0}.get((1, K("a"))), {(a, 1): 0}.get((K("a"), 2)))
show("frozenset", {frozenset([a]): 0}.get(frozenset([K("a")])), {frozenset([1]): 0}.get(frozenset([1])))
s, t = {a, b, c}, {c, K("b"), d}
log.clear()
show("sets", s & t, s | t, s - t)
show("xor", s ^ t, s.symmetric_difference(t))
show("tests", s <= t, s == t, s.isdisjoint(t), s.issuperset({a}), a in s, K("z") in s)
s -= t; s ^= {a}; s |= {d}
show("in place", s.discard(K("q")), s.update(m), s.difference_update({d}), s.symmetric_difference_update({c}))
show("more", {a, b, c, d}.difference({a: 1}), m.keys() & {a}, m.keys() | {d}, m.items() == {a: 1}.items())
