# Arguments of constructors of the wrong kind are refused in the class's name.
import types


def show(f):
    try:
        print(f())
    except TypeError as e:
        print(e)


def f():
    pass


function, code = type(f), f.__code__
show(lambda: function("code", {}))
show(lambda: function(code, 1))
show(lambda: function(code, {}, 1))
show(lambda: function(code, {}, None, 1))
show(lambda: function(code, {}, None, None, 1))
show(lambda: types.ModuleType(1))
show(lambda: types.TracebackType(1, 2, 3, 4))
show(lambda: types.MappingProxyType())
show(lambda: types.MappingProxyType(mapping={}))
show(lambda: float.fromhex(5))
show(lambda: enumerate([], iterable=1))
show(lambda: enumerate(iterable=[], start=1, foo=2))
show(lambda: enumerate([], 1, start=2))


class Plain:
    pass


show(lambda: Plain(**{1: 2}))
show(lambda: object(**{1: 2}))
