z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), -z, +z, z * z, z / (1 - 1j), z ** 2, z + 1, 1.5 - z, z == 3 + 4j, z != 3, complex(), complex(1), complex(1, 2), complex("1+2j"), complex(real=1, imag=-0.0), 1j ** 2, hash(1 + 0j) == hash(1), bool(0j), repr(-0j), complex(1j, 1j))
class C:
    def __complex__(self): return 2j
print(complex(C()), f"{z:.2f}", format(z, ""), z.__add__(1), z.__eq__("a"), z.__getnewargs__())
for f in (lambda: z < 1, lambda: z // 1, lambda: z % 1, lambda: int(z), lambda: float(z), lambda: complex("x"), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: 1j / 0, lambda: divmod(z, 1), lambda: pow(z, 1, 2), lambda: round(z), lambda: 0j ** -1, lambda: z["a"]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
