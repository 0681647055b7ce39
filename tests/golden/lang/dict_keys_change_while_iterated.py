def attempt(f):
    try:
        print(f.__name__, f())
    except RuntimeError as e:
        print(f.__name__, e)
def put_back():
    d = {0: 0}
    for k in d: del d[0]; d[0] = 0
def put_back_value():
    d = {0: 0}
    for k in d.values(): del d[0]; d[0] = 0
def renamed():
    d = dict.fromkeys("ab")
    for k in d: d.pop(k); d[k + "x"] = 1
def renamed_items():
    d = dict.fromkeys("ab", 1)
    for k, v in d.items(): d[k + "x"] = d.pop(k)
def grown():
    d = {1: 1}
    for k in d: d[k + 1] = 1
def shrunk():
    d = {1: 1, 2: 2}
    for k in reversed(d): d.popitem()
def updated():
    d = {1: 1}
    d.update((k, d.update({k + 2: 0})) for k in d)
def emptied():
    d = {i: i for i in range(30)}
    for k in d: d.clear()
def set_grown():
    s = {1}
    for x in s: s.add(x + 1)
def set_same():
    s, n = {0, 1, 2}, 0
    for x in s: s.discard(0); s.add(0); n += 1
    return n
def large():
    d = {i: i for i in range(30)}
    for k in d: del d[k]; d[k] = k
for f in (put_back, put_back_value, renamed, renamed_items, grown, shrunk, updated, emptied, set_grown, set_same, large):
    attempt(f)
