print(2**10, (-2)**3, 2**-1, 0**0, pow(3, 4, 5), pow(3, -1, 7), pow(2, 200, 1000007))
print(1 << 70, -1 >> 3, -5 >> 1, 5 >> 100, 0 << 1000)
for bad in ("1 << -1", "1 >> -1", "pow(2, -1, 4)", "pow(2, 3, 0)", "pow(2.0, 3, 5)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
