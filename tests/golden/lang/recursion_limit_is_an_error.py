import sys
def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print(e)
def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n
d = depth(0)
print(900 < d <= 1000, sys.getrecursionlimit())
sys.setrecursionlimit(200)
print(depth(0) < 200)
sys.setrecursionlimit(20000)
def down(n): return 0 if n == 0 else 1 + down(n - 1)
print(down(15000))
