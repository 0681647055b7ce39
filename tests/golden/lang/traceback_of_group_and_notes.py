import traceback
e = ValueError("one"); e.add_note("a note"); e.add_note("two\nlines")
g = ExceptionGroup("the group", [e, ExceptionGroup("inner", [KeyError("k"), TypeError("t")])])
print("".join(traceback.format_exception(g)))
class Custom(Exception):
    def __str__(self): return ""
print("".join(traceback.format_exception(Custom("x"))), end="")
print("".join(traceback.format_exception_only(SyntaxError("bad", ("f.py", 3, 5, "x = = 1\n", 3, 6)))), end="")
