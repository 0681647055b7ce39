import sys
g = globals()
g["fresh"] = 41
print(fresh)
print(sys.modules["__main__"].__dict__ is g)
def f():
    return fresh + 1
print(f(), f.__globals__ is g)
del g["fresh"]
try:
    f()
except NameError as e:
    print(e, e.name)
