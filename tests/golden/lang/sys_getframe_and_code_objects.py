import sys
def inner():
    f = sys._getframe()
    return [(f.f_code.co_name, f.f_lineno), (f.f_back.f_code.co_name, f.f_back.f_lineno)]
def outer(a, b=2, *c, **d):
    x = 1
    return inner()
print(outer(1))
code = outer.__code__
print(code.co_name, code.co_qualname, code.co_varnames, code.co_argcount, code.co_nlocals, code.co_firstlineno, code.co_flags & 0x0c, code.co_freevars, "inner" in code.co_names)
print(sys._getframe().f_globals is globals(), sys._getframe().f_locals is globals(), sys._getframe().f_code.co_name)
try:
    sys._getframe(1000)
except ValueError as e:
    print(e)
def gen():
    yield sys._getframe().f_back.f_code.co_name
print(next(gen()), [*gen()])
class C:
    where = sys._getframe().f_code.co_name
    names = list(sys._getframe().f_locals)
print(C.where, C.names[:3])
def tr():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return e.__traceback__.tb_frame is sys._getframe(), e.__traceback__.tb_frame.f_lineno
print(tr())
