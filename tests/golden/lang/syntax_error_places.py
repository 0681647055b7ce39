for code in ["x = ", "x = (1", "1 = x", "f() = 1", "'abc", "x = 5 5", "print 'x'", "if x", "for 1 in x: pass", "x = $", "def f(a, a): pass", "a.b.c() = 5", "if 1:\n    return",
             "f(a=1, 2)", "(1, 2", "x = [1, 2)", "del f()", "x = 1 +\ny = 2", "class C\n  pass", "lambda x: = 5", "  x = 1", "async def f(): [await x for x in y]\nawait z"]:
    try:
        compile(code, "<t>", "exec")
        print(repr(code), "compiles")
    except SyntaxError as e:
        print(repr(code), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
