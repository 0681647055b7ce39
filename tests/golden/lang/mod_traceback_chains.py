import io
import sys
import traceback


def show(e, **kw):
    print("".join(traceback.format_exception(e, **kw)).replace(__file__, "FILE"), end="")
    print("-----")


def fail(n):
    if n:
        return fail(n - 1)
    raise ValueError("deep")


try:
    try:
        {}["k"]
    except KeyError as k:
        raise TypeError("from cause") from k
except TypeError as e:
    show(e)
    show(e, chain=False)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise RuntimeError("while handling")
except RuntimeError as e:
    show(e, limit=0)
    e.add_note("a note\nover two lines")
    e.add_note("another")
    print(traceback.format_exception_only(e))
    e.__suppress_context__ = True
    show(e)
try:
    fail(6)
except ValueError as e:
    show(e, limit=5)
    show(e)
    tb = traceback.extract_tb(e.__traceback__)
    print([(f.name, f.line) for f in tb][:3], len(tb), tb[0].lineno, tb[0] == tb[0], repr(tb[-1]).replace(__file__, "FILE"))
    t = traceback.TracebackException.from_exception(e)
    print(str(t), t.exc_type_str, len(t.stack), next(t.format_exception_only()))
try:
    try:
        raise ExceptionGroup("group", [ValueError(1), ExceptionGroup("inner", [TypeError("t"), KeyError("k")]), OSError(2, "gone")])
    except* TypeError as g:
        raise LookupError("in handler")
except BaseException as e:
    show(e)
show(ExceptionGroup("wide", [ValueError(i) for i in range(20)]))
show(ValueError())
show(KeyError("k"))


class My(Exception):
    def __str__(self): raise ValueError


show(My())


class Outer:
    class Inner(Exception):
        pass


show(Outer.Inner("multi\nline"))
try:
    compile("x = (1 +\n", "<text>", "exec")
except SyntaxError as e:
    print("".join(traceback.format_exception_only(e)), end="")
try:
    compile("a = 5 5", "<text>", "exec")
except SyntaxError as e:
    print("".join(traceback.format_exception_only(e)), end="")
out = io.StringIO()
try:
    fail(0)
except ValueError:
    traceback.print_exc(file=out)
    print(traceback.format_exc() == out.getvalue(), traceback.format_exc().count("\n"))
print(traceback.format_exc(), traceback.format_list([("f.py", 3, "fn", "x = 1"), ("g.py", 4, "gn", None)]))


def here():
    return traceback.extract_stack()[-2:], traceback.format_stack()[-1].replace(__file__, "FILE"), [f.f_code.co_name for f, n in traceback.walk_stack(sys._getframe())][:2]


print([f.line for f in here()[0]], here()[1:])
try:
    prnt = 1
    print_it = pritn
except NameError as e:
    show(e)
try:
    [].apend(1)
except AttributeError as e:
    show(e)
try:
    asyncio.sleep
except NameError as e:
    show(e)
for bad in (lambda: traceback.format_exception(5), lambda: traceback.format_exception(ValueError, 5), lambda: traceback.print_last()):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


def with_locals(a, b):
    c = a + b
    return 1 / c


try:
    with_locals(2, -2)
except ZeroDivisionError as e:
    print("".join(traceback.TracebackException.from_exception(e, capture_locals=True).stack[1:].__class__([traceback.TracebackException.from_exception(e, capture_locals=True).stack[1]]) and traceback.TracebackException.from_exception(e, capture_locals=True).stack.format()[1]).replace(__file__, "FILE"))
    traceback.clear_frames(e.__traceback__)
