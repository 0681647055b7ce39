"""Globals and builtins that are of classes derived from dict are asked for items, as in CPython."""
class D(dict):
    def __getitem__(self, k):
        print("get", k)
        if k in self: return dict.__getitem__(self, k)
        raise KeyError(k)
    def __missing__(self, k): print("missing", k); return 5
class M(dict):
    def __missing__(self, k):
        if k == "print" or k.startswith("__"): raise KeyError(k)
        print("missing", k); return 7
exec("print(abc)", M())
try: exec("x = 1\nprint(x)\ndef f(): return x\nprint(f())\nprint(nope)", D())
except NameError as e: print(e)
exec("def f(): return zzz\nprint(f())", M())
exec("print(superg)", {'__builtins__': D(superg=1, print=print)})
exec("def f(): return superg\nprint(f())", {'__builtins__': D(superg=1, print=print)})
try: exec("def f(): return superg\nprint(f())", {'__builtins__': M(print=print)})
except NameError as e: print(e)
class S(dict):
    def __getitem__(self, k):
        raise ZeroDivisionError(k)
for g in (S(globalname=1), {'__builtins__': S(superglobal=1)}):
    for text in ("globalname", "superglobal"):
        try: exec(text, g)
        except Exception as e: print(type(e).__name__, e)
class G(dict):
    def __setitem__(self, k, v):
        print("set", k); dict.__setitem__(self, k, v)
g = G()
exec("a = 1\ndef f():\n  global b\n  b = 2\nf()\nprint(a, b)\nfor c in [1]: pass", g)
