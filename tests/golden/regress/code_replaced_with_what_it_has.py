import traceback


def f(a, b=1):
    def inner():
        return a
    c = a + b
    return c


co = f.__code__
for name in ("co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_code co_consts co_names co_varnames"
             " co_filename co_name co_qualname co_firstlineno co_linetable co_exceptiontable co_freevars co_cellvars").split():
    new = co.replace(**{name: getattr(co, name)})
    print(name, new == co, new is co)

moved = co.replace(co_firstlineno=50, co_filename="elsewhere.py")
print(moved == co, moved.co_firstlineno, sorted({line for *_, line in moved.co_lines() if line}), moved.co_consts == co.co_consts)
print([c.co_firstlineno for c in moved.co_consts if hasattr(c, "co_firstlineno")])
back = moved.replace(co_firstlineno=co.co_firstlineno, co_filename=co.co_filename)
print(back == co)
f.__code__ = moved
try:
    f(1, "x")
except TypeError:
    print(traceback.format_exc().splitlines()[-2:])
f.__code__ = co.replace(co_posonlyargcount=1)
try:
    f(a=1)
except TypeError as e:
    print(e)
try:
    co.replace(co_other=1)
except TypeError as e:
    print(e)
