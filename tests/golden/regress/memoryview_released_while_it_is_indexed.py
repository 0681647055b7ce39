class Hostile:
    def __init__(self, do, value=0): self.do, self.value = do, value
    def __index__(self): self.do(); return self.value
    def __bool__(self): self.do(); return True
    def __float__(self): self.do(); return 1.5
    def __eq__(self, other): self.do(); return False

def attempt(what, act, code="B"):
    data = bytearray(b"abcdefgh")
    view = memoryview(data).cast(code)
    try: result = act(view, data)
    except Exception as e: result = f"{type(e).__name__}: {e}"
    print(what, bytes(result) if isinstance(result, memoryview) else result, data)

attempt("item", lambda m, b: m[Hostile(m.release)])
attempt("item, emptied", lambda m, b: m[Hostile(lambda: (m.release(), b.clear()))])
attempt("tuple", lambda m, b: m[Hostile(m.release),])
attempt("place", lambda m, b: m.__setitem__(Hostile(m.release), 1))
attempt("value", lambda m, b: m.__setitem__(0, Hostile(m.release, 1)))
attempt("value, emptied", lambda m, b: m.__setitem__(0, Hostile(lambda: (m.release(), b.clear()), 1)))
attempt("truth", lambda m, b: m.__setitem__(0, Hostile(m.release)), "?")
attempt("float", lambda m, b: m.__setitem__(0, Hostile(m.release)), "d")
attempt("slice", lambda m, b: m[Hostile(m.release):3])
attempt("slice, emptied", lambda m, b: m[Hostile(lambda: (m.release(), b.clear())):3])
attempt("slice stored", lambda m, b: m.__setitem__(slice(Hostile(m.release), 3), b"xyz"))
attempt("index", lambda m, b: m.index(Hostile(m.release)))
attempt("count", lambda m, b: m.count(Hostile(m.release)))
attempt("in", lambda m, b: Hostile(m.release) in m)
attempt("hex", lambda m, b: m.hex(":", Hostile(m.release, 1)))
def iterated(m, b):
    it = iter(m)
    next(it)
    m.release()
    return next(it)
attempt("iterated", iterated)
