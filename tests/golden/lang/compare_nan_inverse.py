nan = float("nan")
def f(a, b):
    out = []
    if a < b: out.append("<")
    if not a < b: out.append("not <")
    if a >= b: out.append(">=")
    if not a >= b: out.append("not >=")
    if a == b: out.append("==")
    if a != b: out.append("!=")
    return out
print(f(nan, 1), f(1, nan), f(nan, nan), f(1, 2))
n = 0
while not n >= nan:
    n += 1
    if n == 3: break
print(n, [nan] == [nan], nan in [nan], (nan,) == (nan,))
