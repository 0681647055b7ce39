# Memory that `__buffer__` lent is given back when the last view on it is released or dies.
class Lends:
    def __init__(self):
        self.data = bytearray(b"abcdef")

    def __buffer__(self, flags):
        return memoryview(self.data)

    def __release_buffer__(self, view):
        print("back", view.nbytes)


x = Lends()
print(memoryview(x)[0])
part = memoryview(x)[2:4]
print(part.tobytes())
del part
print("two")
a = memoryview(x)
b = a.cast("c")
c = b[1:]
a.release()
del b
print(c.tolist()[:2])
c[0] = b"Z"
c.release()
print(x.data)
with memoryview(x) as m, m.toreadonly() as r:
    print(m == r, bytes(m[::2]))
print("end")


def lost():
    view = memoryview(x)
    raise ValueError


try:
    lost()
except ValueError as e:
    print("caught")
    del e
x.data.append(1)
print(len(x.data))
