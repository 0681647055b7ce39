# Script code that a native runs meanwhile cannot take the memory away.
import array


class E(array.array):
    def __hash__(self):
        view.release()
        return 1


class S(bytes):
    def __len__(self):
        other.release()
        return 1


view = memoryview(E("B", b"abc")).toreadonly()
other = memoryview(bytearray(b"abc"))
for act in (lambda: hash(view), lambda: other.hex(S(b":")), lambda: hash(memoryview(bytearray(1)).toreadonly()), lambda: b"ab".hex("::")):
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
