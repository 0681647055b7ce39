import os
import warnings


class Foo:
    __fspath__ = None


for act in (lambda: os.fspath(Foo()), lambda: open(Foo()), lambda: os.rename(Foo(), "x"), lambda: os.path.normpath(Foo())):
    try:
        act()
    except TypeError as e:
        print(e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    it = os.scandir("/")
    next(it)
    del it
    list(os.scandir("/"))
print([x.category.__name__ for x in w], str(w[0].message).split(" <")[0])
