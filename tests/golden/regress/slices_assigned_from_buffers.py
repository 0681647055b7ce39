class Buffer:
    def __init__(self, data):
        self.data = data

    def __buffer__(self, flags):
        return memoryview(self.data)


b = bytearray(b"0123456789")
b[2:4] = Buffer(b"abc")
print(b)
b[::2] = Buffer(b"VWXYZ!")
print(b)
for value in (Buffer(b"x"), 5, "x", 2.5, object(), [300]):
    try:
        b[::2] = value
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
