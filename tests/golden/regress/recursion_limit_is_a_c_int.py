import sys

for limit in 10**10, 2**31, 2**31 - 1, 2**70, 0, -1, -2**31 - 1, 1.5:
    try:
        print(sys.setrecursionlimit(limit))
    except Exception as e:
        print(type(e).__name__, e)
    sys.setrecursionlimit(1000)
