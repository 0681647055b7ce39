# Only `exec` adds a line break to a last line without one; without it the end of the text has no column.
for mode in ("eval", "single", "exec"):
    for text in ("1 +", "1 +\n", "f(", "1 1", "x = "):
        try:
            compile(text, "<s>", mode)
        except SyntaxError as e:
            print(mode, repr(text), e.args)
try:
    eval("1 +")
except SyntaxError as e:
    print(e.offset, e.text)
