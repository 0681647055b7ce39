# `inspect.signature` over built-in functions, classes and their methods: the texts are CPython's.
import binascii
import builtins
import functools
import inspect
import itertools
import math
import operator


def show(name, o):
    try:
        print(name, inspect.signature(o))
    except ValueError as e:
        print(name, '!! none' if 'no signature' in str(e) else '!! invalid')


for module in builtins, math, itertools, binascii:
    for name, o in sorted(vars(module).items()):
        exception = isinstance(o, type) and issubclass(o, BaseException)
        if callable(o) and not name.startswith('_') and not exception and name not in ('aiter', 'copyright', 'credits', 'license', 'help', 'exit', 'quit'):
            show(f'{module.__name__}.{name}', o)
for c in bool, bytearray, bytes, complex, dict, float, frozenset, int, list, range, set, slice, str, tuple, property, classmethod:
    for name, o in sorted(vars(c).items()):
        if not name.startswith('_') and callable(o):
            show(f'{c.__name__}.{name}', getattr(c, name))
for o in [].append, {}.get, 'a'.join, dict.fromkeys, object.__init__, object.__new__, int.__add__, (1).__add__, list.__getitem__, [].__getitem__, functools.partial(int, base=2), operator.add, operator.itemgetter, Exception, OSError, functools.cmp_to_key(max), functools.reduce, len.__call__:
    show(getattr(o, '__qualname__', type(o).__name__), o)
for o in list, len, [].append, int.from_bytes, max, str.count, dict.fromkeys, object, type:
    print(o, repr(o.__text_signature__)) if ' at 0x' not in repr(o) else print(o.__name__, repr(o.__text_signature__))
