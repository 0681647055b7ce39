class S:
    def __str__(self): return "S!"
class R:
    def __repr__(self): return "R!"
class Bad:
    def __str__(self): return 1
print(str(), str(S()), str(R()), str(b"abc", "ascii"), str(b"\xc3\xa9", "utf-8"), str(b"\xff", errors="replace"), repr(str(b"ab")), str(object=5), str(1.0), str("x"))
print("é".encode(), "é".encode("latin-1"), "aé".encode("ascii", "ignore"), "aé".encode("ascii", "backslashreplace"), "aé".encode("ascii", "xmlcharrefreplace"), "\ud800".encode("utf-8", "surrogatepass"), "x".encode("utf-16"))
class T(str):
    def __new__(cls, v, tag): self = super().__new__(cls, v); self.tag = tag; return self
t = T("abc", 5)
print(t, t.tag, type(t.upper()).__name__, t + "d", t == "abc", hash(t) == hash("abc"), [t], f"{t}", t[1:], isinstance(t, str), len(t))
for f in (lambda: str(Bad()), lambda: str(5, "ascii"), lambda: str("a", "ascii"), lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: "a".encode("nope"), lambda: str(1, 2, 3, 4), lambda: "a" + 1, lambda: "a" * "b", lambda: 1 in "a", lambda: "abc"["x"], lambda: "abc"[5]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
