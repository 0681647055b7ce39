# Of the errors about names only NameError itself carries the name.
def local():
    x
    x = 1


def free():
    def g():
        return y
    g()
    y = 1


for f in (local, free, lambda: undefined):
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e, e.name)
