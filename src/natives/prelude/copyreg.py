"""How objects are taken apart for copying and pickling."""
__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension', 'clear_extension_cache']

def _reduce_complex(c):
    return complex, (c.real, c.imag)


def _reduce_union(u):
    from functools import reduce
    from _operator import or_
    return reduce, (or_, u.__args__)


dispatch_table = {complex: _reduce_complex, type(int | str): _reduce_union}
_extension_registry, _inverted_registry, _extension_cache = {}, {}, {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    if not callable(object):
        raise TypeError('constructors must be callable')


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(obj, state)
    return obj


def _reduce_ex(self, proto):
    """What object.__reduce_ex__(0 or 1) answers."""
    assert proto < 2
    cls = self.__class__
    for base in cls.__mro__:
        if '__module__' not in base.__dict__:
            break
    if base is object:
        state = None
    elif base is cls:
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    else:
        state = base(self)
    args = cls, base, state
    try:
        getstate = self.__getstate__
    except AttributeError:
        if getattr(self, '__slots__', None):
            raise TypeError(f'cannot pickle {cls.__name__!r} object: a class that defines __slots__ without defining '
                            f'__getstate__ cannot be pickled with protocol {proto}') from None
        found = getattr(self, '__dict__', None)
    else:
        if getattr(self, '__slots__', None) and type(self).__getstate__ is object.__getstate__:
            raise TypeError(f'a class that defines __slots__ without defining __getstate__ cannot be pickled with protocol {proto}')
        found = getstate()
    return (_reconstructor, args, found) if found else (_reconstructor, args)


def _reduce_newobj(obj):
    """What object.__reduce_ex__(2 or more) answers: (__newobj__, arguments, state, list items, dict items)."""
    cls = type(obj)
    for native in cls.__mro__:
        if '__module__' not in native.__dict__:
            break
    if not (native in (object, list, dict) or hasattr(cls, '__getnewargs__') or hasattr(cls, '__getnewargs_ex__')):
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    make, args = __newobj__, (cls,)
    if hasattr(cls, '__getnewargs_ex__'):
        positional, keywords = obj.__getnewargs_ex__()
        if keywords:
            make, args = __newobj_ex__, (cls, positional, keywords)
        else:
            args = (cls, *positional)
    elif hasattr(cls, '__getnewargs__'):
        args = (cls, *obj.__getnewargs__())
    return (make, args, obj.__getstate__(), iter(obj) if isinstance(obj, list) else None,
            iter(obj.items()) if isinstance(obj, dict) else None)


def _slotnames(cls):
    """The slots of a class that belong to the state of its instances, private names spelt in full."""
    names = []
    for c in cls.__mro__:
        slots = c.__dict__.get('__slots__', ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ('__dict__', '__weakref__'):
                continue
            if name.startswith('__') and not name.endswith('__'):
                stripped = c.__name__.lstrip('_')
                if stripped:
                    name = f'_{stripped}{name}'
            names.append(name)
    return names


def add_extension(module, name, code):
    code = int(code)
    if not 1 <= code <= 0x7fffffff:
        raise ValueError('code out of range')
    key = module, name
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f'key {key} is already registered with code {_extension_registry[key]}')
    if code in _inverted_registry:
        raise ValueError(f'code {code} is already in use for key {_inverted_registry[code]}')
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f'key {key} is not registered with code {code}')
    del _extension_registry[key], _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
