import sys, weakref

sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.exc_value, "|", u.err_msg.split(" at ")[0], "|", u.object)
class Loud:
    def __del__(self): raise ValueError("del")
Loud()
class Plain: pass
def told(ref): raise KeyError("told")
p = Plain()
ref = weakref.ref(p, told)
del p
def g():
    try: yield
    finally: raise OSError("closed")
x = g(); next(x); del x
class Awaitable:
    def __await__(self): yield
async def coro():
    try: await Awaitable()
    finally: raise OSError("closed")
x = coro(); x.send(None); del x
class Odd:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, name): raise OSError(name)
def delegates(): yield from Odd()
x = delegates(); next(x); x.close()
try: sys.__unraisablehook__(5)
except TypeError as e: print(e)
