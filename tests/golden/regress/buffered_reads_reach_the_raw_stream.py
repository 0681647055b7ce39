# How many bytes a buffered stream asks its raw stream for, and when.
import io


class Raw(io.RawIOBase):
    def __init__(self, blocks=False):
        self.data = io.BytesIO(b"abcdefghij" * 3)
        self.blocks = blocks

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        print("  seek", offset, whence)
        return self.data.seek(offset, whence)

    def readinto(self, place):
        print("  readinto", len(place))
        if self.blocks:
            return None
        return self.data.readinto(place[:2] if len(place) > 6 else place)


def run(*calls, blocks=False):
    stream = io.BufferedReader(Raw(blocks), 3)
    for name, *args in calls:
        print(name, getattr(stream, name)(*args), args)


run(("read1", 2), ("read1", 2), ("read1", -1))
run(("peek",), ("read1", 2), ("read1", 2))
run(("read", 1), ("read1", 5), ("read1", 2))
run(("read", 4), ("read", 5), ("read", 8), ("read", 3))
run(("readinto", bytearray(2)), ("readinto1", bytearray(2)), ("readinto1", bytearray(5)), ("readinto", bytearray(7)))
run(("readinto", bytearray(8)), ("readinto1", bytearray(8)), ("readline",))
run(("readinto", bytearray(2)), ("readinto1", bytearray(5)), ("read", 2), ("read1", 2), blocks=True)


class NoPlace(io.RawIOBase):
    def readable(self):
        return True

    def tell(self):
        print("tell")
        raise OSError("none")


io.BufferedReader(NoPlace())
