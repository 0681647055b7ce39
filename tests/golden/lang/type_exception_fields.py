def show(e, *names):
    print(type(e).__name__, e.args, repr(str(e)), *[repr(getattr(e, n, "-")) for n in names])
show(StopIteration(1, 2), "value"); show(StopIteration(), "value"); show(SystemExit(3), "code"); show(SystemExit(), "code"); show(SystemExit(1, 2), "code")
show(KeyError("k")); show(KeyError()); show(KeyError(1, 2)); show(ImportError("m", name="n", path="p"), "msg", "name", "path"); show(ModuleNotFoundError("x", name="y"), "name")
show(AttributeError("a", name="n", obj=5), "name", "obj"); show(NameError("x", name="n"), "name"); show(OSError(2, "no"), "errno", "strerror", "filename"); show(OSError(2, "no", "f.txt"), "errno", "filename"); show(OSError(2, "no", "a", None, "b"), "filename", "filename2"); show(OSError("plain"), "errno"); show(OSError(), "errno"); show(OSError(99999, "x"))
for n in (2, 13, 17, 11, 32, 104, 111, 110, 4, 20, 21, 10, 3, 1): print(n, type(OSError(n, "x")).__name__, end="; ")
print()
show(SyntaxError("bad", ("f.py", 3, 5, "text\n", 3, 9)), "msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset"); show(SyntaxError("x"), "msg", "lineno"); show(SyntaxError(), "msg")
show(UnicodeDecodeError("utf-8", b"\xff\xfe", 0, 1, "bad"), "encoding", "object", "start", "end", "reason"); show(UnicodeEncodeError("ascii", "aé", 1, 2, "no"), "reason"); show(UnicodeEncodeError("ascii", "éé", 0, 2, "no")); show(UnicodeTranslateError("aé", 1, 2, "no"))
print(repr(ValueError("a", 1)), repr(ValueError("a")), repr(ValueError()), str(ValueError("a", 1)), IOError is OSError, EnvironmentError is OSError, issubclass(TimeoutError, OSError))
class E(Exception):
    def __init__(self, a, *, b=2): super().__init__(a); self.b = b
    def __str__(self): return f"E<{self.b}>"
e = E(1, b=3); print(e, repr(e), e.args, e.b, vars(e), e.__reduce__())
e.args = [5, 6]; print(e.args); e.add_note("n1"); e.add_note("n2"); print(e.__notes__, e.with_traceback(None) is e, e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__)
e.__cause__ = ValueError(1); print(e.__suppress_context__, e.__cause__); e.__cause__ = None; print(e.__cause__)
for f in (lambda: ValueError(a=1), lambda: ImportError(x=1), lambda: AttributeError(q=1), lambda: UnicodeDecodeError("a"), lambda: UnicodeDecodeError("a", "b", 0, 1, "r"), lambda: e.add_note(5), lambda: setattr(e, "__cause__", 5), lambda: setattr(e, "__traceback__", 5), lambda: SyntaxError("a", (1,)), lambda: setattr(e, "args", 5), lambda: e.nope, lambda: BaseException.__new__(int), lambda: E()):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
