import sys
sys.setrecursionlimit(200000)
def down(n): return 0 if n == 0 else 1 + down(n - 1)
print(down(150000))
def gen(n):
    if n: yield from gen(n - 1)
    yield n
sys.setrecursionlimit(1000)
print(sum(gen(300)))
def mutual(n):
    try:
        return mutual(n + 1)
    except RecursionError:
        return n
print(900 < mutual(0) < 1000)
for bad in (0, -5, "x"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
