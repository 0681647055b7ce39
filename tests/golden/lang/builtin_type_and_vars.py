class C:
    def __init__(self): self.a = 1
    def m(self): pass
c = C()
print(type(5), type(C), type(c).__name__, type(None), type(type), type(print), type(len).__name__, type(c.m).__name__, type(C.m).__name__, type(lambda: 0).__name__, type([].append).__name__, type(str.join).__name__)
print(vars(c), [n for n in dir(c) if not n.startswith("_")], "m" in vars(C), callable(C), callable(c), id(c) == id(c), hasattr(c, "a"), getattr(c, "zz", 5))
setattr(c, "b", 2); delattr(c, "a"); print(c.__dict__)
def f(x):
    y = 1
    return sorted(vars()), sorted(dir())
print(f(0))
for code in ("vars(5)", "getattr(c, 'nope')", "getattr(c, 5)", "setattr(5, 'a', 1)", "delattr(c, 'nope')", "type('X', 5, {})", "dir(5)[:0]", "type('X', (), {}, z=1)", "type(5, 6)"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
