for code in [
    '  x = 1',
    'if 1:\nx = 1',
    'if 1:\n  x\n y',
    'x = 1\n  y = 2',
    '\tx = 1\n        y',
]:
    try:
        compile(code, "<t>", "exec")
        print(repr(code), "compiles")
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg, e.lineno)
