import warnings

for text in ("'''\n\\z'''", "'''\n\\407'''", "b'''\n\\z'''", "x = 'a' '''\n\n \\z'''", "'é' '\\z'"):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        compile(text, "f", "exec")
    print([(x.lineno, x.filename) for x in w])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(text, "f", "exec")
        except SyntaxError as e:
            print(e.lineno, e.offset, repr(e.text), e.end_lineno, e.end_offset, e.msg)
