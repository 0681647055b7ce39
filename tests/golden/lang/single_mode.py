# compile(.., 'single'): one statement, whose value is shown.
for text in ('1 + 1\n', 'x = 1; x; None\n', 'if 1:\n  5\n\n', '1 # c\n', '\n1\n', '1; \\\n2\n', '', '# c\n', '1\n2\n', 'pass\nx = 1'):
    try:
        exec(compile(text, '<t>', 'single'), {})
    except SyntaxError as e:
        print(repr(text), e.msg)
