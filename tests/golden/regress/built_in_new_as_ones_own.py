# A class that takes a built-in class's `__new__` for its own is called as if it had not: its instances are made the way of its storage.
def show(f):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)


kinds = [object, list, dict, int, tuple, str, set, float, Exception]
for taken in kinds:
    class Own:
        __new__ = taken.__new__

    show(lambda: type(Own()).__name__)
    show(lambda: Own(1))
    show(lambda: type(Own.__new__(Own)).__name__)
    for base in kinds:
        class Derived(base):
            __new__ = taken.__new__

        show(lambda: type(Derived()).__mro__[1:])
        if taken is not base:
            show(lambda: taken.__new__(Derived))


class Written(list):
    def __new__(cls, *args):
        print("written")
        return list.__new__(cls)


class Below(Written):
    __new__ = list.__new__


show(lambda: Below())


class Late(list):
    pass


Late.__new__ = dict.__new__
show(lambda: Late([1]))
del Late.__new__
show(lambda: Late([1]))
