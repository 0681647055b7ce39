import codeop

for text in 'if 1:', 'f(1,', 'x = ', 'x = = 1', "'''a", 'def f():\n  pass', 'def f():\n  pass\n', 'x 1':
    try:
        compile(text, '<s>', 'single', codeop.PyCF_ALLOW_INCOMPLETE_INPUT | codeop.PyCF_DONT_IMPLY_DEDENT)
        print(repr(text), 'whole')
    except SyntaxError as e:
        print(repr(text), type(e).__name__, e.msg)
    try:
        print(codeop.compile_command(text) is None)
    except SyntaxError as e:
        print(e.msg)
print(_IncompleteInputError.__mro__[1])
