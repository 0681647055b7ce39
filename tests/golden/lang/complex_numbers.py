z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), z * z, z / 2j, z ** 2, -z, z == 3 + 4j, z != 3)
print(complex("1+2j"), complex(1, -0.0), 1j * 1j, repr(-0j), complex(1.5), 5j, complex("nan+infj"))
print(hash(1 + 0j) == hash(1), bool(0j), {1 + 0j: "a"}[1])
for bad in ("z < 1", "z // 2", "int(z)", "complex('1 + 2j')", "1j / 0"):
    try:
        print(eval(bad))
    except Exception as e:
        print(type(e).__name__, e)
