for f in (
    lambda: int.from_bytes(b"a", None), lambda: (5).to_bytes(1, None), lambda: b"a".decode(None), lambda: "a".encode("ascii", None), lambda: str(b"a", None), lambda: type(None, (), {}), lambda: type("T", None, {}),
    lambda: str.maketrans("a", None), lambda: float(bytearray(b"x")), lambda: pow({}.keys(), 1, 1j), lambda: pow(2, 3, 1j), lambda: (5).to_bytes(2) + "é".encode() + int.to_bytes(1),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import collections
import io
import struct

for f in lambda: struct.pack_into("i", None, 0, 1), lambda: io.BytesIO(b"a").readinto(None), lambda: collections.Counter([[]]), lambda: collections.Counter("aab"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
