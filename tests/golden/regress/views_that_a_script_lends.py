# A view that `__buffer__` returns stays whole when whoever asked is done, and what is said where there is no buffer to be had.
import struct


class Lends:
    def __init__(self, view):
        self.view = view

    def __buffer__(self, flags):
        return self.view

    def __release_buffer__(self, view):
        print("back", view is self.view)


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


x = Lends(memoryview(bytearray(b"12")))
for use in [
    bytes,
    bytearray,
    int,
    float,
    eval,
    lambda x: str(x, "ascii"),
    lambda x: b"".join([b"a", b"b"]) + x,
    lambda x: x in b"012",
    lambda x: struct.unpack("2s", x),
    lambda x: bytearray(b"12") == x,
    lambda x: memoryview(b"12") == x,
    lambda x: memoryview(b"12").cast("H") == x,
]:
    show(lambda: use(x))
print(x.view.tobytes())
with memoryview(x) as m:
    m[0] = 57
print(x.view.tobytes())


class Refuses:
    def __buffer__(self, flags):
        raise ValueError("no buffer")


released = memoryview(b"12")
released.release()
for x in Lends(5), Refuses(), released:
    for use in [
        bytes,
        bytearray,
        int,
        float,
        eval,
        lambda x: compile(x, "f", "exec"),
        lambda x: str(x, "ascii"),
        lambda x: b"".join([b"a", x]),
        lambda x: b"a" + x,
        lambda x: x in b"012",
        lambda x: memoryview(x)[0],
        lambda x: bytearray(b"12") == x,
        lambda x: memoryview(b"12") == x,
    ]:
        show(lambda: use(x))
show(lambda: memoryview(b"12").tobytes("B"))


class Number(int):
    pass


show(lambda: int(Number(1), 2, 3))
