# Behind `as` stands a name: the messages tell what stands there instead.
for text in ('import a as b.c', 'from a import b as c[0]', 'from a import b as 5', 'import a as f()', 'try: pass\nexcept E as a.b: pass',
             'match x:\n case 1 as a.b: pass', 'match x:\n case 1 as f(): pass', 'match x:\n case 1 as (a, b): pass',
             'match x:\n case 1 as _: pass', 'match x:\n case _(): pass', 'with a as 1: pass'):
    try:
        compile(text, '<t>', 'exec')
    except SyntaxError as e:
        print(repr(text), e.msg, e.lineno, e.offset)
