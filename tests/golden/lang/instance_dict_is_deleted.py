class C:
    k = 1
o = C()
o.a = 1
d = o.__dict__
del o.__dict__
print(o.__dict__, d, hasattr(o, "a"), o.k)
o.b = 2
print(o.__dict__, d)
def f(): pass
f.x = 1
for code in ("del f.__dict__", "f.__dict__ = 1", "del C.__dict__"):
    try:
        exec(code)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(f.__dict__)
