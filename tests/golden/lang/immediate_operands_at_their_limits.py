def f(x): return x + 32767, x - 32768, x + 32768, x + 65536, x - 1, x * 3, x // 7, x % 7, x & 255, x << 3, x == 100000, x < 70000
for x in (0, -1, 40000, 2**62, 2**63, -2**63, 1.5 if False else 7): print(f(x))
def g(x): return x < 5, x <= -5, x > 32767, x >= 32768, 5 < x, x == 0, x != -1
for x in (5, -5, 32768, 4.9, True, 10**30): print(g(x))
try:
    g("a")
except TypeError as e:
    print(e)
try:
    f([])
except TypeError as e:
    print(e)
class N(int):
    def __add__(self, o): return "sub add"
    def __lt__(self, o): return "sub lt"
print(N(3) + 1, N(3) < 5, 1 + N(3), f(N(1))[0], g(N(1))[0])
