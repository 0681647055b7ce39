def t(s):
    try:
        compile(s, "x", "exec")
    except SyntaxError as e:
        print(repr(s), e.msg, e.lineno, e.offset, e.end_offset)
    else:
        print(repr(s), "fits")


for s in ("A[*(1:2)]", "A[*(1:2)] = 1", "A[*:]", "A[*(:)]", "f(*(1:2))", "[*(1:2)]", "A[(1:2)]", "A[*]", "A[*1:2]", "f(*)", "f(**)", "x = *", "[*]", "(*)", "A[1, *(1:2)]",
          "*(1:2)", "f(*(1 2))", "f(*a, *(b c))", "{*(1:2)}", "f(a*(1:2))", "[a*(1:2)]", "def f(*): pass", "lambda *: 1", "f(*[1:2])"):
    t(s)
for target in "a", "(a)", "(a + 1)", "(1)", "a + 1", "a.b", "(a.b)", "a()", "_", "(_)":
    t(f"match x:\n case 42 as {target}:\n  pass")
