# Streams that `__new__` made and no `__init__` set up.
import io


def show(stream, name, *args):
    try:
        found = getattr(stream, name)
        print(" ", name, found(*args) if callable(found) else found)
    except (ValueError, RuntimeError, OSError) as e:
        print(" ", name, type(e).__name__, e)


for kind in io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.BufferedRWPair, io.TextIOWrapper:
    stream = kind.__new__(kind)
    print(kind.__name__)
    for name in "readable", "closed", "fileno":
        show(stream, name)
    if kind is not io.BufferedWriter:
        show(stream, "read")
        show(stream, "readline")
    if kind in (io.BufferedReader, io.BufferedWriter):
        show(stream, "raw")
    if kind is io.BufferedRWPair:
        show(stream, "write", b"")
        show(stream, "isatty")
        show(stream, "close")
text = io.TextIOWrapper.__new__(io.TextIOWrapper)
for name in "encoding", "errors", "newlines", "__repr__":
    show(text, name)
decoder = io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder)
for name, *args in ("decode", ""), ("getstate",), ("setstate", (b"", 0)), ("reset",), ("newlines",):
    show(decoder, name, *args)
decoder.__init__(None, True)
print(repr(decoder.decode("a\r\nb")), decoder.newlines)
pair = io.BufferedRWPair(io.BytesIO(b"in"), io.BytesIO())
print(pair.read(), pair.write(b"out"), pair.closed)
