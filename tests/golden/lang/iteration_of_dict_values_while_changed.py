d = {"a": 1, "b": 2}
for k in list(d):
    del d[k]
print(d)
d = {i: i for i in range(5)}
for k, v in d.items(): d[k] = v * 2
print(d)
it = iter(d)
next(it)
d[99] = 1
for f in (lambda: next(it), lambda: list(it)):
    try:
        f()
    except RuntimeError as e:
        print(e)
e = {1: 1}
it = iter(e.values()); e.clear()
try:
    print(next(it, "end"))
except RuntimeError as x:
    print(x)
l = [1, 2, 3]; it = iter(l); next(it); l.clear(); print(list(it))
s = {1}; it = iter(s); s.discard(1)
try:
    next(it)
except (RuntimeError, StopIteration) as x:
    print(type(x).__name__, x)
