# t"..." is a Template: its texts, and for each field the value, its text, the conversion and the format spec.
x, y, w = 1, "q", 5
def p(src):
    try: print(src, "->", eval(src))
    except Exception as e: print(src, "!", type(e).__name__, e, getattr(e, "offset", ""), getattr(e, "end_offset", ""))
for s in ["t''", "t'a{x}b'", "t'{ x }'", "t'{(x)}'", "t'{x!r:>{w}}'", "t'{x=}'", "t'{ x = !s}'", "t'{x=:>5}'", "t'{x}' t'{y}'", "tR'\\{x}\\n'", "Rt'{x}\\d'",
          "t'''{\nx # no\n}'''", "t'{{}}{x}'", "t'\\N{BULLET}{x}\\u1234'", "t'{t\"{x}\"}'", "t'{x,}'", "t'{(z:=5)}'", "t'{x:{y=}}'", "t'a{x}{y}c'.strings",
          "t'{x}{y}'.values", "list(t'a{x}{y}c')", "t'a{x}' + t'{y}b'", "t'a' + 'b'", "'b' + t'a'", "t'a' == t'a'", "f'{t\"{x}\"}'", "len(t'')", "t'{undefined}'",
          "t'a{x}' 'b'", "'a' t'b'", "t'a' f'b'", "b'a' t'b'", "ft'a'", "tb'a'", "ut'a'", "fb''", "bu''", "ru''", "trt''", "t'{'", "t'}'", "t'{}'", "t'{x!z}'", "t'{x! r}'",
          "t'{lambda x:1}'", "t'{x:{y:{w:{x}}}}'", "t'{*x}'", "t'{x;y}'", "t'{)}'", "t'", "t'''", "t'{x!}'"]: p(s)
for src in "t'a' = 1", "match 1:\n case t'a': pass":
    try: compile(src, "s", "exec")
    except SyntaxError as e: print(e.msg)
def g(): return t'{x}{(yield 5)}{[q for q in (1, 2)]}'
i = g(); next(i)
try: i.send("z")
except StopIteration as e: print(e.value)
