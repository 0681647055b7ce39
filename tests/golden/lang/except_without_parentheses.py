# PEP 758: several kinds need no parentheses, unless there is a name.
def f(x):
    try: raise x
    except ValueError, TypeError: return "first"
    except KeyError,: return "one"
    except OSError, IndexError, AttributeError: return "three"
print([f(e) for e in (ValueError(), TypeError(), KeyError(), OSError(), AttributeError())])
try: raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
except* ValueError, TypeError: print("part")
except* KeyError: print("rest")
for src in ("except A, B as e: pass", "except* A, B as e: pass", "except A, B, as e: pass", "except A, *B: pass"):
    try: compile("try: pass\n" + src, "s", "exec")
    except SyntaxError as e: print(e.msg, e.offset, e.end_offset)
