import types
def f():
    return x
x = 1
g = types.FunctionType(f.__code__, {"x": 2})
print(f(), g(), f(), g())
ns = {}
exec("def h(): return x", ns)
ns["x"] = 3
print(ns["h"](), f())
try:
    types.FunctionType(f.__code__, {})()
except NameError as e:
    print(e)
