from collections import Counter, defaultdict, deque, OrderedDict, ChainMap, UserDict, UserList
c = Counter("abracadabra")
print(c, c.most_common(2), c["zz"], c + Counter("aab"), c - Counter("aaaaaaz"), sum(c.values()), list(Counter(a=2, b=0).elements()), Counter("ab") & Counter("b"))
d = defaultdict(list); d["a"].append(1); d["b"]
print(d, d.get("c"), "c" in d, d.default_factory)
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0)
print(q, q.pop(), q.popleft(), q, q.rotate(1), q, q[0], len(q), deque("ab") == deque("ab"), list(reversed(q)), q.maxlen)
q.extend([7, 8]); q.remove(7); print(q, q.count(8), q.index(8))
o = OrderedDict(a=1, b=2); o.move_to_end("a"); print(o, o.popitem(last=False), o == {"a": 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))
m = ChainMap({"x": 1}, {"x": 2, "y": 3}); m["z"] = 0; print(m["x"], m["y"], m.maps, dict(m), m.new_child()["y"])
for code in ("deque().pop()", "deque([1])[5]", "ChainMap()['a']", "Counter(5)", "deque(maxlen=-1)", "defaultdict(5)"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
qq = deque([1, 2])
try:
    for x in qq: qq.append(x)
except RuntimeError as e:
    print(e)
