a, b = 2**100 + 12345, -(2**90) - 777
print(a & b, a | b, a ^ b, ~a, ~b, a & 0xff, b & 0xff, a >> 90, b >> 85, b >> 200, a << 3, -1 << 64, (1 << 64) - 1 & -1)
print(a // b, a % b, divmod(a, b), divmod(-a, b), a // 7, b // 7, b % 7, -b % 7, a * b, a - b, a + b, -a + a)
print(hex(a), bin(-2**66), oct(2**66 + 1), f"{a:,}", f"{b:_x}", f"{a:e}", f"{a:+d}", str(b), int(str(a)) == a, a.bit_length(), b.bit_length(), b.bit_count())
print(pow(a, 5, b), pow(a, 3) % 10**9, pow(3, a, 1000007), abs(b), a == a + 0.0, hash(2**100) == hash(float(2**100)))
print((2**64).to_bytes(9, "little"), int.from_bytes(b"\x01" * 10, "big"), (-2**70).to_bytes(9, "big", signed=True), int("-" + "9" * 40), int("ff" * 10, 16))
import math
print(math.isqrt(10**40), math.gcd(2**80, 6**50), math.factorial(30), math.comb(60, 30), math.lcm(10**20, 15**10))
