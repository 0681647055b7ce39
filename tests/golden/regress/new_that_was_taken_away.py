# CPython's slot stays the general one: `object.__new__` refuses arguments from then on.
class Taken:
    def __new__(cls, *args):
        return object.__new__(cls)

    def __init__(self, *args):
        pass


class Inner(Taken):
    pass


class Plain:
    def __init__(self, *args):
        self.args = args


class Again(Taken):
    __new__ = object.__new__


class Items(list):
    def __new__(cls, *args):
        return list.__new__(cls)


class Odd(Items):
    __new__ = object.__new__


def show(cls):
    try:
        made = cls(1)
        print(type(made).__name__, isinstance(made, cls), getattr(made, 'args', ()))
    except TypeError as e:
        print(e)


for cls in Taken, Inner, Plain, Again, Odd:
    show(cls)
Taken.__new__ = None
show(Inner)
del Taken.__new__
for cls in Taken, Inner, Again:
    show(cls)
Plain.__new__ = object.__new__
show(Plain)
Plain.__new__ = lambda cls, *args: object.__new__(cls)
show(Plain)
del Plain.__new__
show(Plain)


class First:
    def __init__(self, *args):
        pass


class Second:
    def __new__(cls, *args):
        return super().__new__(cls)


class Both(First, Second):
    pass


show(Both)
Both.__bases__ = (First,)
show(Both)
print(type(Taken()).__name__, type(Both()).__name__)
