log = []
def t(x, name):
    log.append(name)
    return x
n = 3
while t(n, "a") and (t(n > 1, "b") or t(False, "c")):
    n -= 1
print(log, n)
print(t(0, "x") or t([], "y") or t("z", "z"), log[-3:])
print(not t(0, "n"), (t(1, 1) and t(0, 2)) or t(3, 3), t(1, 1) if t(0, 0) else t(2, 2))
a = b = 0
while (a := a + 1) < 10 and not (b := b + a) > 12: pass
print(a, b)
if not (a and b) or a == b: print("no")
elif not a or not b: print("no")
else: print("yes")
print([x for x in range(20) if x % 2 if x % 3 if not x % 5], [x if x > 1 else -x for x in range(4) if x != 2])
x = 5
print(1 < x < 10 < 20, 1 < x > 3, 5 == x == 5.0, x in (1, 5) in [True], not x < 3, (1 < x) + (x < 3))
