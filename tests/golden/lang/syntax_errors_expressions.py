for code in [
    'x = ',
    'x = (1',
    'x = [1, 2',
    'f(**k, *a)',
    'f(a=1, 2)',
    '1 = x',
    'f() = 1',
    'x + 1 = 2',
    'None = 1',
    'lambda',
    'x = 5 5',
    'a = 1 if 2',
    'x: int: str',
    '(a, b): int = 1',
    '[x for x]',
    '{1: 2, 3}',
    '{**a for a in b}',
    'a := 1',
    'f(a := 1, b = 2)',
    '(a := 1) := 2',
    'not = 1',
    'f(x for x in y, 1)',
    '*a',
    '*a = 1',
    'a, *b, *c = 1',
    'x = *a',
]:
    try:
        compile(code, "<t>", "exec")
        print(repr(code), "compiles")
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg, e.lineno)
