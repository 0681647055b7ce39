# Descriptors of built-in methods look at what they are asked to bind.
import re, sys


def t(f, *args):
    try:
        print(re.sub("0x[0-9a-f]+", "..", repr(f(*args))))
    except TypeError as e:
        print(e)


for name, owner in (("join", str), ("__len__", list), ("fromkeys", dict)):
    get = vars(owner)[name].__get__
    for args in ((None,), (None, None), (None, owner), (None, int), (5,), (5, owner), (None, 5), (owner(),), ({}, dict)):
        t(get, *args)
print(vars(dict)["fromkeys"].__get__(None, dict)("a"))
for c in (type(sys.flags), type(iter("")), type(len)):
    t(c.__new__, c)


class Base:
    pass


class Meta(Base, type):
    pass


class A(metaclass=Meta):
    """A(x, y=1)
--

A class that tells its signature."""

    z = 3


print(A.__dict__["z"], A.__text_signature__, Base.__text_signature__, "z" in vars(A))
