print(repr(ValueError()), str(ValueError()), repr(ValueError("a", 1)), str(ValueError("a", 1)), ValueError("a").args)
print(str(KeyError("k")), repr(KeyError("k")), str(KeyError("a", "b")), str(KeyError()))
print(repr(OSError(2, "No such file", "f.txt")), OSError(2, "gone"), type(OSError(2, "x")).__name__, OSError(2, "x", "f").filename)
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code)
e = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad start")
print(e, e.start, e.reason)
print(SyntaxError("msg", ("f.py", 1, 2, "text")).lineno, ImportError("m", name="n", path="p").name, NameError("x", name="x").name)
class E(Exception):
    def __init__(self, a, b): self.a, self.b = a, b
    def __str__(self): return f"{self.a}/{self.b}"
print(repr(E(1, 2)), str(E(1, 2)), E(1, 2).args)
e = ValueError("noted"); e.add_note("one"); e.add_note("two")
print(e.__notes__)
try:
    e.add_note(1)
except TypeError as x:
    print(x)
