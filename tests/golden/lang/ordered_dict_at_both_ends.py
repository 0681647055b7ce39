from collections import OrderedDict
d = OrderedDict.fromkeys(range(12))
for k in (3, 0, 11, 5): d.move_to_end(k)
for k in (7, 5, 2, 7): d.move_to_end(k, last=False)
print(list(d), list(reversed(d)), d.popitem(), d.popitem(last=False))
d["x"] = (1,)
d.move_to_end("x", last=False)
d[(2, 3)] = 4
d.move_to_end((2, 3), last=False)
print(list(d.items())[:3], len(d), d[4], (2, 3) in d, 7 in d)
for i in range(300):
    d[i % 20] = i
    d.move_to_end(i % 7 + 3, last=i % 3 == 0) if i % 7 + 3 in d else None
    if i % 2: d.popitem(last=i % 4 == 1)
print(list(d), d.popitem(False), all(k in d for k in d))
small = OrderedDict(a=1, b=2, c=3)
small.move_to_end("c", last=False)
print(small, small.popitem(last=False), small == OrderedDict(a=1, b=2), small == OrderedDict(b=2, a=1))
queue = {}
for i in range(1000):
    queue[i] = i
    if i >= 10: del queue[next(iter(queue))]
print(list(queue), len(queue))
