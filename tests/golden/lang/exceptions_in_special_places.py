class C:
    def __eq__(self, o): raise KeyError("eq")
    def __len__(self): raise KeyError("len")
    def __iter__(self): raise KeyError("iter")
    def __contains__(self, x): raise KeyError("contains")
    def __hash__(self): return 1
    def __bool__(self): raise KeyError("bool")
    def __call__(self): raise KeyError("call")
    def __getitem__(self, i): raise KeyError("getitem")
    def __enter__(self): raise KeyError("enter")
    def __exit__(self, *a): pass
    def __format__(self, s): raise KeyError("format")
    def __index__(self): raise KeyError("index")
c = C()
for code in ("c == 1", "[c] == [1]", "len(c)", "list(c)", "1 in c", "if c: pass", "not c", "c()", "c[0]", "[1, 2][c]", "f'{c}'", "with c: pass", "for x in c: pass", "a, b = c", "print(*c)", "max(c)", "c and 1", "while c: pass", "[x for x in [1] if c]", "{c: 1}[C()]", "sorted([1], key=c)", "range(c)", "sum(c)", "'a'.join(c)", "c if c else 1", "assert c", "[*c]", "{**c}"):
    try:
        exec(code)
        print(code, "ok")
    except Exception as e:
        print(code, "->", repr(e))
