# Random work on dicts and sets whose keys change the container while they are compared. The seed is the argument.
#
# Three things of CPython's are not followed, and kept out of here: after a deletion it may ask keys of one hash in another order than that of their
# arrival (a dict that lost keys is filled anew), a look-up begins anew when the table grows meanwhile (no __eq__ adds to a dict), and a probe may
# come across one key twice (hashes are small).
import sys

state = int(sys.argv[1])


def dice(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % n


log = []
plan = []
keep = []


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        if not isinstance(other, Key):
            log.append(f"{self.n}?")
            return NotImplemented
        log.append(f"{self.n}={other.n}")
        if plan:
            plan.pop()()
        return self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


def key():
    kind = dice(8)
    if kind == 0:
        return dice(3)
    if kind == 1:
        return [None, True, -1][dice(3)]
    if kind == 2 and keep:
        return keep[dice(len(keep))]
    return Key(dice(12))


def attempt(what, f):
    try:
        result = f()
    except (KeyError, RuntimeError, StopIteration) as e:
        result = type(e).__name__ + str(e)
    if isinstance(result, (set, frozenset)):
        result = list(result)
    print(what, result, *log)
    log.clear()


def hostile(c):
    if dice(4):
        return
    k = key()
    if isinstance(c, dict):
        acts = [lambda: c.clear(), lambda: c.pop(k, 0), lambda: c.update({x: "by eq" for x in c}), lambda: c and c.popitem()]
    else:
        acts = [lambda: c.clear(), lambda: c.discard(k), lambda: c.add(k), lambda: c and c.pop()]
    act = acts[dice(4)]
    plan.append(act)


def dict_round(d, e):
    k = key()
    keep.append(k)
    hostile(d)
    whats = [
        ("set", lambda: d.__setitem__(k, len(d))), ("set", lambda: d.__setitem__(k, len(d))),
        ("set", lambda: d.__setitem__(k, len(d))), ("get", lambda: d.get(k)), ("in", lambda: k in d),
        ("pop", lambda: d.pop(k, None)), ("setdefault", lambda: d.setdefault(k, 0)), ("update", lambda: d.update({k: 1, 1: 2})),
        ("equal", lambda: d == e), ("copy", lambda: d.copy()), ("items", lambda: (k, 0) in d.items()), ("or", lambda: d | {k: 0}),
    ]
    what, f = whats[dice(len(whats))]
    if what == "update":
        # CPython 3.13.0 went on with an emptied dict where later ones begin anew.
        plan.clear()
    attempt(what, f)
    plan.clear()
    print(d)
    left = list(d.items())
    d.clear()
    d.update(left)
    log.clear()


def set_round(s, t):
    k = key()
    keep.append(k)
    hostile(s)
    whats = [
        ("add", lambda: s.add(k)), ("add", lambda: s.add(k)), ("in", lambda: k in s), ("discard", lambda: s.discard(k)),
        ("and", lambda: s & t), ("or", lambda: s | t), ("sub", lambda: s - t), ("xor", lambda: s ^ t), ("le", lambda: s <= t),
        ("disjoint", lambda: s.isdisjoint(t)), ("equal", lambda: s == t), ("other", lambda: t.add(k)),
    ]
    what, f = whats[dice(len(whats))]
    if what not in ("add", "in", "discard"):
        plan.clear()
    attempt(what, f)
    plan.clear()
    print(list(s))


for round in range(4):
    d, e, s, t = {}, {}, set(), set()
    for i in range(30):
        dict_round(d, e) if dice(3) else dict_round(e, d)
    for i in range(30):
        set_round(s, t) if dice(3) else set_round(t, s)
    del keep[20:]
