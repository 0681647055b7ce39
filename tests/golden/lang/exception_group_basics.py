g = ExceptionGroup("msg", [ValueError(1), TypeError("t"), ExceptionGroup("in", [KeyError("k"), ValueError(2)])])
print(repr(g))
print(str(g), g.message, len(g.exceptions))
print(repr(g.subgroup(ValueError)))
m, r = g.split(lambda e: isinstance(e, KeyError))
print(repr(m), "|", repr(r))
print(g.subgroup(OSError), repr(g.derive([OSError()])))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for code in ("ExceptionGroup('x', [])", "ExceptionGroup('x', [5])", "ExceptionGroup('x', [KeyboardInterrupt()])", "ExceptionGroup(5, [ValueError()])", "ExceptionGroup('x')", "ExceptionGroup('x', 5)"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)
