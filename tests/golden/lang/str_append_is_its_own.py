s = ""
for i in range(5):
    t = s
    s += str(i)
print(s, t)
a = b = "base"
a += "!"
print(a, b)
class C: pass
c = C(); c.s = "x"; keep = c.s; c.s += "y"; print(c.s, keep)
l = ["p"]; keep = l[0]; l[0] += "q"; print(l, keep)
d = {"k": "v"}; d["k"] += "w"; print(d)
def f(x):
    x += "local"
    return x
print(f(b), b, {b: 1}[b])
big = ""
for i in range(20000): big += "ab"
print(len(big), big[-3:])
