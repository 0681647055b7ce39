import array

b = bytearray(b"xyz")


def put(v):
    b[0:1] = v


for f in lambda: complex(0.5, float("inf")) ** float("inf"), lambda: 1j ** complex(2.5, float("inf")), lambda: array.array("B", [2**40]), lambda: array.array("b", [300]), lambda: put(2.5), lambda: put(1j), lambda: put(None):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for f in lambda: bytes(10**20), lambda: bytearray(-(10**20)), lambda: memoryview(b"a")[10**20], lambda: [1] * -(10**20), lambda: "a" * 10**20:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
