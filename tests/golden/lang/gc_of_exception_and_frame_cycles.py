import gc, sys
gc.collect()
class T:
    def __del__(self): print("freed")
def f():
    t = T()
    try:
        raise ValueError
    except ValueError as e:
        kept = e
    return 1
f()
print("in a cycle through the traceback")
gc.collect()
def g():
    t = T()
    try:
        raise ValueError
    except ValueError as e:
        pass
g()
print("freed at once")
def h():
    t = T()
    def inner(): return inner, t
    return inner
h()
print("closure cycle")
gc.collect()
class C:
    pass
C.self = C
C.t = T()
del C
gc.collect()
print("class collected")
