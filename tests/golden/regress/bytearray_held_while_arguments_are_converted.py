class Hostile:
    def __init__(self, do, value=0): self.do, self.value = do, value
    def __index__(self): self.do(); return self.value
    def __repr__(self): self.do(); return "r"
    def __bytes__(self): self.do(); return b"zz"

def attempt(what, act, data=b"hello world"):
    b = bytearray(data)
    try: result = act(b)
    except Exception as e: result = f"{type(e).__name__}: {e}"
    print(what, result, b)

def then(b):
    yield b"a"
    b.clear()
    yield b"b"

for form in (b"%d", b"%x", b"%c", b"%a", b"%s"):
    attempt(form, lambda b: b % Hostile(b.clear, 65), form)
attempt("in place", lambda b: b % Hostile(lambda: b.__setitem__(0, 65), 1), b"xy%d")
class Mapping(dict):
    def __getitem__(self, key): self.data.clear(); return 1
def mapped(b):
    m = Mapping()
    m.data = b
    return b % m
attempt("mapping", mapped, b"%(x)d")
for method in ("find", "rfind", "index", "rindex", "count"):
    attempt(method, lambda b: getattr(b, method)(Hostile(b.clear, 104)))
    attempt(method + " from", lambda b: getattr(b, method)(b"h", Hostile(b.clear)))
attempt("order", lambda b: b.find(Hostile(lambda: print("what"), 104), Hostile(lambda: print("from")), Hostile(lambda: print("to"), 9)))
attempt("in", lambda b: Hostile(b.clear, 104) in b)
attempt("in", lambda b: Hostile(lambda: None, 104) in b)
attempt("join", lambda b: b.join(then(b)))
attempt("replace", lambda b: b.replace(b"h", b"j", Hostile(b.clear, 1)))
attempt("split", lambda b: b.split(b" ", Hostile(b.clear, -1)))
attempt("ljust", lambda b: b.ljust(Hostile(b.clear, 5)))
attempt("init", lambda b: b.__init__([Hostile(b.clear, 3)]))
attempt("init self", lambda b: b.__init__(b))
attempt("init text", lambda b: b.__init__("x"))
