# A stream that cannot write what it holds when it dies says so; so does a close of the script's own.
import io


class Closes(io.StringIO):
    def close(self):
        raise ValueError("close")


class Raw(io.FileIO):
    def close(self):
        raise ValueError("raw")


class Deletes(io.BytesIO):
    def __repr__(self):
        return "Deletes()"

    def __del__(self):
        raise ValueError("del")


def run():
    full = open("/dev/full", "w")
    full.write("abc")


run()
Closes.__repr__ = lambda self: "Closes()"
Closes()
Raw("/dev/null")
io.BytesIO()
try:
    exec("def f():\n  g = open('/dev/full', 'wb')\n  g.write(b'abc')\nf()")
finally:
    last = open("/dev/full", "w")
    last.write("abc")
