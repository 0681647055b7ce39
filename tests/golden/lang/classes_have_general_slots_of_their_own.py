# Built-in classes have comparisons, attribute access and constructors in their own dicts, though these are the general ones.
import inspect
from collections import deque

print([n in vars(type(None)) for n in ("__lt__", "__ge__", "__new__", "__ne__")])
print(ValueError.__new__.__self__, "__new__" in vars(KeyboardInterrupt), ZeroDivisionError.__init__.__objclass__)
print(Exception.__new__(ValueError), type(ValueError.__new__(UnicodeError)))
try:
    OSError.__new__(ValueError)
except TypeError as e:
    print(e)
print(vars(deque)["__getattribute__"], "__setattr__" in vars(deque))


class D(deque):
    pass


d = D([1])
d.x = 5
print(d.x, d.__getattribute__("x"), deque.__getattribute__(d, "x"))
print(inspect.signature(type(None)), inspect.signature(list.index), inspect.signature(type(len).__lt__))
print(type(None).__lt__(None, 3), type(None).__lt__.__doc__ is None, ValueError.__weakref__ if 0 else "no")
