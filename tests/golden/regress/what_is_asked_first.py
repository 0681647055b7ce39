import struct

for f in lambda: sum(5, ""), lambda: b"".decode("no such codec"), lambda: struct.pack("<e", 2**63), lambda: struct.pack("<e", 1e9):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Wrong:
    def __iter__(self):
        return self


def put(v):
    a = [1, 2]
    a[:] = v
    return a


def move(o):
    o.__class__ = Wrong


for f in lambda: put(Wrong()), lambda: put(5), lambda: put(iter("ab")), lambda: put({1: 2}), lambda: move(ValueError), lambda: move(5):
    try:
        print(f())
    except TypeError as e:
        print(e)
