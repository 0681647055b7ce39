def attempt(what, act):
    try: print(what, act())
    except Exception as e: print(what, type(e).__name__, e)

class Missing(dict):
    def __missing__(self, key): return 42

for b in (5, None, [], "x", {}, {"len": 5}):
    attempt(f"{b!r} name", lambda: exec("len", {"__builtins__": b}))
    attempt(f"{b!r} none", lambda: exec("x = 1; x", {"__builtins__": b}))
    attempt(f"{b!r} class", lambda: exec("class A: pass", {"__builtins__": b}))
    attempt(f"{b!r} import", lambda: exec("import os", {"__builtins__": b}))
    attempt(f"{b!r} global", lambda: exec("def f(): return len\nf()", {"__builtins__": b}))
    attempt(f"{b!r} eval", lambda: eval("len([])", {"__builtins__": b}))
print(eval("foo", {"__builtins__": Missing()}))
