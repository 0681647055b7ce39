a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)
l = [0, 1, 2]
i = 0
i, l[i] = 2, 9
print(i, l)
l[0], l[1] = l[1], l[0]
print(l)
x = [1, 2]
y = x
x += [3]
print(y, x is y)
x = x + [4]
print(y, x is y)
t = (1,)
u = t
t += (2,)
print(t, u)
(a, b), c = [1, 2], 3
d = e = f = []
d.append(1)
print(a, b, c, e, f is d)
def order():
    log = []
    def r(n):
        log.append(n)
        return l
    r("t1")[0], r("t2")[1] = (log.append("v1") or 5), (log.append("v2") or 6)
    return log
print(order(), l)
first, *rest = (k for k in range(4))
*init, last = "abc"
print(first, rest, init, last)
[a, [b, *c]] = 1, (2, 3, 4)
print(a, b, c)
n = 5
n, m = n * 2, n
print(n, m)
