print(float(), float("1.5"), float(" -inf "), float("nan"), float("1e3"), float("1_0.5"), float(b"2"), float(3), float(True), float("٣"))
print((1.5).as_integer_ratio(), (2.0).is_integer(), (0.1).hex(), float.fromhex("0x1.8p1"), (1.5).real, (1.5).imag, (1.5).conjugate(), 7.5 // 2, -7.5 % 2, divmod(7.5, -2), 2.0 ** 0.5, (-8) ** (1 / 3), round(2.5), round(3.5), round(2.675, 2), round(1234.5, -2), round(-0.5), 1e308 * 10, -0.0, abs(-1.5), (1.5).__trunc__(), (1.5).__floor__(), (1.2).__ceil__(), int(1e20))
print(repr(0.1 + 0.2), 1e16, 1e-5, 123456789012345680.0, 5e-324, 1.7976931348623157e308, 100.0, 1e22, 1.0 == 1, hash(1.0) == hash(1), 0.5.__add__(1), 0.5.__radd__(2), 1.0.__eq__("x"), float.__getformat__("double"), 1.5 < 2, 3 > 2.5, float("nan") == float("nan"))
class F(float): pass
f = F(2.5); f.tag = 1; print(f, f + 1, type(f + 1).__name__, f.tag, repr(f), f == 2.5)
class G:
    def __float__(self): return 4.5
print(float(G()), "%.1f" % G(), sum([0.1] * 10), sum([0.1] * 10, 0.0), max(1.5, 2), min(float("inf"), 1))
for g in (lambda: float("x"), lambda: float(None), lambda: float([]), lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0 ** -1, lambda: 10.0 ** 400, lambda: 1.5 + "a", lambda: 1.5 << 1, lambda: float("nan").as_integer_ratio(), lambda: float("inf").__int__(), lambda: round(float("inf")), lambda: float.fromhex("zz"), lambda: float(10 ** 400), lambda: pow(2.0, 3, 5), lambda: float("1", 2), lambda: 1.5 < "a", lambda: [1][1.0], lambda: 2.5 & 1):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
