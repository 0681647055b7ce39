import sys, types
m = types.ModuleType("made", "doc")
m.x = 5
sys.modules["made"] = m
import made
from made import x
print(made is m, x, made.__doc__, repr(made), made.__name__)
try:
    from made import y
except ImportError as e:
    print(e)
m.__getattr__ = lambda name: "dynamic " + name
from made import z
print(z, made.anything)
exec("def f(): return x", m.__dict__)
m.x = 6
print(m.f())
print(__name__, sorted(n for n in globals() if n.startswith("__") and n not in ("__annotations__",)))
sys.modules["none"] = None
try:
    import none
except ImportError as e:
    print(type(e).__name__, e)
