# Cycles of __context__ and __cause__ that a script makes hang nothing.
import traceback

a, b, c = ValueError('a'), KeyError('b'), OSError('c')
a.__context__, b.__context__, c.__context__ = b, c, b
try:
    try:
        raise a
    except ValueError:
        raise TypeError('new')
except TypeError as e:
    print(e.__context__ is a)
    print(''.join(traceback.format_exception_only(e)), end='')
x = ValueError('x')
x.__context__ = x
try:
    try:
        raise x
    except ValueError:
        raise KeyError
except KeyError as k:
    print(k.__context__ is x)
y = ValueError('y')
y.__cause__ = y
print(''.join(traceback.format_exception(y)))
print(''.join(traceback.format_exception(a)))
