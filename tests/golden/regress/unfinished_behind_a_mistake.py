# What a text never ends is told of where CPython meets its end behind another mistake: a bracket, a text, a backslash.
import ast
for s in ["\nb1 b1 \\", 'a b """abc', "a b '''é", 'x y (1, """', "f(a b \\", "[1 2 \\", "a b f'''{x", "é é (", "a b (é", "print x \\", "lambda (\\", "a as \\", "(a b", "{1 2 '''", "f(a for b \\"]:
    try: ast.parse(s); print(repr(s), 'ok')
    except SyntaxError as e: print(repr(s), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
