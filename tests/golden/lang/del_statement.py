x = [1, 2, 3, 4]
del x[0], x[-1]
print(x)
class C: pass
c = C(); c.a = 1
del c.a
for code in ("del c.a", "del nothere", "del x[9]", "del x['a']", "del (1).real"):
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
a = b = c = 1
del (a, [b]), c
print("a" in globals(), "b" in globals())
def f():
    y = 1
    del y
    return locals()
print(f())
