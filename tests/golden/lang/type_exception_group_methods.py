g = ExceptionGroup("outer", [ValueError(1), TypeError(2), ExceptionGroup("inner", [ValueError(3), KeyError(4)])])
print(g, repr(g), g.message, g.exceptions, g.args)
m, r = g.split(ValueError); print(repr(m)); print(repr(r)); print(g.subgroup(OSError), g.split(OSError)[0], repr(g.subgroup((KeyError, TypeError))))
print(repr(g.subgroup(lambda e: isinstance(e, ValueError) and e.args[0] > 1)), g.split(ExceptionGroup)[0] is g, repr(g.derive([OSError()])))
class MyG(ExceptionGroup):
    def __new__(cls, msg, excs, code): s = super().__new__(cls, msg, excs); s.code = code; return s
    def derive(self, excs): return MyG(self.message, excs, self.code)
x = MyG("m", [ValueError(1), KeyError(2)], 7); x.add_note("note"); a, b = x.split(KeyError); print(type(a).__name__, a.code, a.__notes__, b.code, a, b)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__, ExceptionGroup.__mro__, isinstance(g, Exception))
for f in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [1]), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("m", 5), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: ExceptionGroup("m"), lambda: g.split(5), lambda: g.split(int)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try:
    try: raise g
    except* ValueError as v: print("v", repr(v)); raise OSError("new")
    except* TypeError as t: print("t", repr(t))
except BaseException as e: print(repr(e))
