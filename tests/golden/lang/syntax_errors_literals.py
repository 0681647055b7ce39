for code in [
    "'abc",
    "'''abc",
    "f'{x",
    "f'{}'",
    "f'{x!z}'",
    'x = $',
    'x = 1 ? 2',
    '\\x',
    '0777',
    "'\\N{nope}'",
    "b'é'",
    "'\\x1'",
    'x.1',
]:
    try:
        compile(code, "<t>", "exec")
        print(repr(code), "compiles")
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg, e.lineno)
