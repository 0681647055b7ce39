# What protocols 0 and 1 make of objects of built-in classes: those that CPython makes at run time have object for their base.
import csv, io, pickle, re, sqlite3, zlib


class Buffered(io.BufferedReader):
    def __init__(self, raw, tag):
        super().__init__(raw)
        self.tag = tag

    def __getstate__(self):
        return self.tag, self.raw.getvalue()

    def __setstate__(self, state):
        self.__init__(io.BytesIO(state[1]), state[0])


b = Buffered(io.BytesIO(b"data"), "ham")
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    c = pickle.loads(pickle.dumps(b, protocol))
    print(type(c).__name__, c.tag, c.read())
for x in (re.compile("a"), zlib.compressobj(), csv.reader([]), iter(""), [].__iter__, sqlite3.connect(":memory:"), re.match("a", "a")):
    try:
        print([getattr(p, "__name__", p) for p in x.__reduce__()[1]])
    except TypeError as e:
        print(e)
print(bool(io.BytesIO.__flags__ >> 9 & 1), bool(dict.__flags__ >> 9 & 1), object.__new__(io.TextIOWrapper).__class__, sqlite3.Connection.__new__.__self__)
