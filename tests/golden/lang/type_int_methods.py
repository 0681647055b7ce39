print(int(), int("42"), int(" -7 "), int("ff", 16), int("0b101", 0), int("1_000"), int(3.9), int(-3.9), int(b"12"), int(True), int("z", 36), int("١٢"))
print((37).bit_length(), (-13).bit_count(), (10).as_integer_ratio(), (5).is_integer(), (258).to_bytes(2), (258).to_bytes(4, "little"), (-1).to_bytes(2, signed=True), int.from_bytes(b"\x01\x02"), int.from_bytes(b"\xff", signed=True), int.from_bytes([1, 0], "little"), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator)
print(7 // 2, -7 // 2, 7 % -3, divmod(-7, 2), 2 ** 100, 2 ** -1, pow(3, -1, 7), pow(2, 10, 1000), -5 >> 1, 1 << 70, ~5, 6 & 3, 6 | 3, 6 ^ 3, round(1234, -2), round(15, -1), round(5), (2).__pow__(3), (7).__divmod__(2), (1).__add__(2.5), (1).__radd__(2), (3).__rsub__(10), (1).__lt__(2), (1).__eq__("a"))
class I(int):
    def __repr__(self): return "I" + int.__repr__(self)
i = I(5); print(i, i + 1, type(i + 1).__name__, [i], str(i), f"{i}", f"{i:03d}", -i, i == 5, {i: 1}[5], int(i), type(int(i)).__name__)
class X:
    def __index__(self): return 3
class Y:
    def __int__(self): return 9
print(int(X()), int(Y()), [1, 2, 3, 4][X()], hex(X()), range(X()), "ab" * X())
for f in (lambda: int("x"), lambda: int("1", 99), lambda: int(None), lambda: int("5", 3), lambda: int(5, 2), lambda: int([]), lambda: int(float("nan")), lambda: int(float("inf")), lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: 1 << -1, lambda: (300).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (1).to_bytes(1, "x"), lambda: 1 + "a", lambda: 1 < "a", lambda: -"a", lambda: pow(2, 2, 0), lambda: pow(2, -1, 4), lambda: int("9" * 5000), lambda: len(str(10 ** 5000)), lambda: round(1.5, "x"), lambda: 0 ** -1, lambda: int(), lambda: int(x=1), lambda: divmod(1, 0), lambda: abs("a"), lambda: (5)(), lambda: 5[0]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
