# An __eq__ that changes the very dict or set that asks it.
class K:
    act = lambda: None
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, other):
        act, K.act = K.act, lambda: None
        act()
        return isinstance(other, K) and self.n == other.n
    def __repr__(self): return f"K{self.n}"
def run(make, act, use):
    keys = [K(i) for i in range(4)]
    c = make(keys)
    K.act = lambda: act(c, keys)
    try:
        print(use(c), end=" ")
    except (KeyError, RuntimeError) as e:
        print(type(e).__name__, e, end=" ")
    K.act = lambda: None
    print(sorted(c, key=repr), len(c))
acts = [lambda c, k: c.clear(), lambda c, k: c.pop(k[0]) if isinstance(c, dict) else c.discard(k[0])]
for act in acts:
    run(dict.fromkeys, act, lambda c: c.get(K(2)))
    run(dict.fromkeys, act, lambda c: c.pop(K(3)))
    run(dict.fromkeys, act, lambda c: c.setdefault(K(1), 5))
    run(dict.fromkeys, act, lambda c: c.update({K(3): 1, K(9): 2}))
    run(set, act, lambda c: K(2) in c)
    run(set, act, lambda c: c.add(K(8)))
    run(set, act, lambda c: c.remove(K(2)))
run(dict.fromkeys, lambda c, k: c.update({K(20): 1}), lambda c: c.get(K(20)))
run(dict.fromkeys, lambda c, k: c.update({i: 1 for i in range(40)}), lambda c: K(3) in c)
