l = list(range(10))
print(l[2:5], l[:3], l[7:], l[::3], l[::-1], l[-3:-1], l[5:2], l[8:2:-2], l[100:], l[-100:2])
l[2:5] = "ab"
print(l)
l[::2] = [0] * len(l[::2])
print(l)
del l[1:3]; del l[::3]
print(l)
try:
    l[::2] = [1]
except ValueError as e:
    print(e)
l[1:1] = [7, 7]; l[:0] = [5]; l[len(l):] = (9,)
print(l)
for bad in ("l[::0]", "l['a':]", "l[99]", "l.pop(99)", "[].pop()", "l.remove(1000)", "l.index(1000)"):
    try:
        eval(bad)
    except Exception as e:
        print(type(e).__name__, e)
