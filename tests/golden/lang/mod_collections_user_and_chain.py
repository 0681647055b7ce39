from collections import ChainMap, UserDict, UserList, UserString, OrderedDict, defaultdict, deque

m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m, m["a"], m["b"], len(m), list(m), m.parents, m.new_child({"z": 0}), m.maps)
m["b"] = 9
print(m.maps, m.pop("b"), dict(m), m.get("q"), "b" in m, bool(ChainMap()))
for bad in (lambda: m["zz"], lambda: m.pop("zz"), lambda: ChainMap().popitem()):
    try:
        bad()
    except KeyError as e:
        print(e)
print(m | {"n": 1}, {"n": 1} | m)


class Upper(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)


u = Upper(a=1, b=2)
u["c"] = 3
u.update({"d": 4})
print(u, u.data, "A" in u, u.get("Z", "none"), list(u.items()), u.keys(), u | {"E": 1}, u.copy(), u == {"A": 1})
l = UserList([3, 1, 2])
l.sort()
l.append(9)
print(l, l[1:], l + [1], [0] + l, l * 2, l == [1, 2, 3, 9], type(l[1:]).__name__, l.index(9), l.count(1))
s = UserString("hello")
print(s, repr(s), s.upper(), s + " you", s[1], s.find("l"), s == "hello", s.split("l"), "ell" in s, len(s), s % ())
print(UserDict.__module__, ChainMap.__module__)
od = OrderedDict(a=1, b=2)
od.move_to_end("a")
print(od, list(od), od.popitem(last=False), deque([1, 2, 3], maxlen=2), defaultdict(list, {1: [2]}))
