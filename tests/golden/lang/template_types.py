x = 1
Template, Interpolation = type(t""), type(t"{x}".interpolations[0])
def p(src):
    try: print(src, "->", eval(src))
    except Exception as e: print(src, "!", type(e).__name__, e)
for s in ["Template()", "Template('a', Interpolation(1), 'b', Interpolation(2, 'e'), Interpolation(3, 'f', 'r', 's'), 'c', 'd')", "Template(1)", "Template(x=1)", "Interpolation()",
          "Interpolation(1, 2)", "Interpolation(1, 'a', 'z')", "Interpolation(1, 'a', 3)", "Interpolation(1, 'a', 'r', 3)", "Interpolation(value=1, expression='q', format_spec='w')",
          "Interpolation(1, 'a', 'r', 's', 't')", "Interpolation.__match_args__", "Interpolation[int], Template[int]", "setattr(t'', 'q', 2)", "Interpolation(1) == Interpolation(1)",
          "type('X', (Template,), {})", "type('X', (Interpolation,), {})", "Interpolation(1, 'x').__reduce__()", "Template.__module__, Template.__qualname__, Template", "type(iter(t''))",
          "next(iter(t''), None)", "t'' < t''", "iter(t'a') is iter(t'a')"]: p(s)
match t"{x!r:5}".interpolations[0]:
    case Interpolation(v, e, c, f): print(v, e, c, f)
