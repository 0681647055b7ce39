# A seek to what was read ahead asks the raw stream for nothing; a raw stream that a signal interrupted is asked once more.
import io


class Raw(io.RawIOBase):
    def __init__(self, *steps):
        self.data = io.BytesIO(b"0123456789" * 3)
        self.steps = list(steps)

    def readable(self):
        return True

    writable = seekable = readable

    def step(self):
        if self.steps and isinstance(step := self.steps.pop(0), BaseException):
            raise step

    def readinto(self, place):
        print("  readinto", len(place))
        self.step()
        return self.data.readinto(place)

    def write(self, data):
        print("  write", type(data).__name__, bytes(data))
        self.step()
        return self.data.write(data)

    def seek(self, offset, whence=0):
        print("  seek", offset, whence)
        return self.data.seek(offset, whence)

    def tell(self):
        print("  tell")
        return self.data.tell()

    def truncate(self, size=None):
        print("  truncate", size)
        return self.data.truncate(size)


stream = io.BufferedReader(Raw(), 8)
print(stream.read(3), stream.seek(1), stream.read(2), stream.seek(4, 1), stream.read(1), stream.seek(-8, 1), stream.read(2))
print(stream.seek(9), stream.read(1), stream.seek(0), stream.read(1), stream.seek(-2, 2), stream.read())
stream = io.BufferedReader(Raw(InterruptedError(4, "signal"), None, InterruptedError(4, "signal")), 8)
print(stream.read(4), stream.read())
stream = io.BufferedWriter(Raw(InterruptedError(4, "signal")), 8)
print(stream.write(b"abc"), stream.flush(), stream.truncate(), stream.truncate(2))


class Joins(bytes):
    def __add__(self, other):
        return NotImplemented


for left in Joins(b"a"), bytearray(b"a"):
    for inplace in False, True:
        try:
            if inplace:
                left += 1
            else:
                left + 1
        except TypeError as e:
            print(e)
