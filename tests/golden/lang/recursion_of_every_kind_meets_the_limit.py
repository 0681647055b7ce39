# Functions, generators, coroutines, constructors and keys recurse as deep as the limit says.
import sys, asyncio
def rec(n, *, k=1): return 0 if n == 0 else 1 + rec(n - 1, k=k)
sys.setrecursionlimit(5000)
print(rec(4000))
try: rec(10**6)
except RecursionError: print("RE")
def gen(n):
    if n: yield from gen(n - 1)
    yield n
print(sum(gen(900)))
try: print(sum(gen(10000)))
except RecursionError: print("RE gen")
async def co(n): return 0 if n == 0 else 1 + await co(n - 1)
print(asyncio.run(co(2000)))
try: print(asyncio.run(co(20000)))
except RecursionError: print("RE co")
class D:
    def __init__(self, n): self.d = D(n - 1) if n else None
D(1000)
try: D(10**5)
except RecursionError: print("RE init")
print(sorted(range(5), key=lambda x: rec(100 + x)))
sys.setrecursionlimit(100000)
print(rec(50000))
def deep(n):
    try: return deep(n + 1)
    except RecursionError:
        f = sys._getframe(); d = 0
        while f: f = f.f_back; d += 1
        return d > 500
sys.setrecursionlimit(1000)
print(deep(0))

