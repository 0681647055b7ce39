print((0.5).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (0.1).hex(), float.fromhex("0x1.8p3"))
print((1.5).__trunc__(), int(1e20), 1e308 * 10, -1e308 * 10)
print(0.1 + 0.2, 1.0 == 1, hash(1.0) == hash(1), 3.0 // 2, 2.0 ** 0.5, (-8) ** (1/3))
for bad in ("int(float('nan'))", "int(float('inf'))", "float('abc')", "float('')", "2.0 ** 10000", "(-1.0) ** 0.5", "float([])"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
