for code in [
    'if x',
    'def f(:',
    'def f(a=1, b): pass',
    'del f()',
    'for 1 in x: pass',
    'import',
    'from x import',
    'class',
    'try: pass',
    'with: pass',
    'else: pass',
    "print 'x'",
    'async x',
    'def f(*): pass',
    'def f(**k, a): pass',
    '@',
    'from __future__ import nope',
    'raise x from',
    'assert',
    'del *a',
    'type x',
]:
    try:
        compile(code, "<t>", "exec")
        print(repr(code), "compiles")
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg, e.lineno)
