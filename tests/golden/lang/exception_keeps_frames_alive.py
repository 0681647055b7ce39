import sys, gc, weakref
class T:
    pass
def f():
    t = T()
    refs.append(weakref.ref(t))
    raise ValueError("v")
refs = []
try:
    f()
except ValueError as e:
    kept = e
print(refs[0]() is not None, kept.__traceback__.tb_next.tb_frame.f_locals.keys())
kept.__traceback__ = None
print(refs[0]() is None)
try:
    f()
except ValueError:
    pass
print(refs[1]() is None, sys.exc_info())
def g():
    try:
        f()
    except ValueError as e:
        return e
e = g()
print(e.__traceback__.tb_frame.f_code.co_name, e.__traceback__.tb_next.tb_frame.f_code.co_name)
e.__traceback__.tb_next.tb_frame.clear()
print(refs[2]() is None)
