def f():
    x = "outer"
    class C:
        try:
            print(x)
        except NameError as e:
            print(type(e).__name__, e)
        x = "inner"
        print(x)
        del x
        try:
            print(x)
        except NameError as e:
            print(type(e).__name__, e)
f()
def g():
    x = "outer"
    class C:
        def show(self):
            return x
        x = "inner"
    return C().show()
print(g())
