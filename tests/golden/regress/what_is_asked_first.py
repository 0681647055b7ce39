import struct

for f in lambda: sum(5, ""), lambda: b"".decode("no such codec"), lambda: struct.pack("<e", 2**63), lambda: struct.pack("<e", 1e9):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
