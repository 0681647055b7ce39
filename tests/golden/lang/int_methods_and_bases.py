print(int("0x1f", 16), int("0b101", 0), int("-0o17", 0), int("z", 36), int("  12_000 "), int(b"42"))
print(bin(-10), oct(64), hex(255), (255).to_bytes(2, "big"), int.from_bytes(b"\xff\xfe", "little", signed=True))
print((10).bit_count(), (-5).bit_length(), (3).as_integer_ratio(), (7).conjugate(), (6).numerator, (6).denominator)
for bad in ("", "1_", "0x", "12a", "1 2", "٣٤x"):
    try:
        print(int(bad, 0))
    except ValueError as e:
        print(e)
print(int("٣٤"), int(True), int(3.99), int(-3.99), int("-0"))
