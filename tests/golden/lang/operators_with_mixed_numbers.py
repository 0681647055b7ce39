values = [3, -2, 2.5, True, 2**70, 1 + 2j, 0.0]
for a in values:
    print([eval("a + b") for b in values], [a == b for b in values])
print([repr(a * b) for a in values[:5] for b in values[:5]][:12])
print(2**70 + 0.5, 2**70 == float(2**70), 2**53 + 1 == float(2**53 + 1), 10**30 < 1e30, 10**30 > 1e29, 3 < 2.9999, 2**1000 > 1e308, -2**1000 < float("-inf"))
print(1 / 3, 2**70 / 2**69, 10**400 // 10**399, 7 % -3.5, -7 // 2.0, 5 % 3.0, 2**0.5, 4**-1, (-1)**0.5)
for code in ("2**1000 * 1.0 * 2.0**100", "10**400 / 3", "float(10**400)", "10**400 * 1.0", "1e308 * 10", "int(1e400)", "1j % 2", "2**70 % 0.0"):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
