"""References that do not keep their objects alive, and mappings made of them."""
from _weakref import getweakrefcount, getweakrefs, ref, proxy, CallableProxyType, ProxyType, ReferenceType
from collections.abc import Mapping, MutableMapping

__all__ = ['ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType', 'ProxyType',
           'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet', 'WeakMethod', 'finalize']

ProxyTypes = (ProxyType, CallableProxyType)


def __getattr__(name):
    if name == 'WeakSet':
        from _weakrefset import WeakSet
        return WeakSet
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


class WeakMethod(ref):
    """A reference to a bound method, which lives as long as its object and its function."""
    __slots__ = '_func_ref', '_meth_type', '_alive', '__weakref__'

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None

        def _cb(arg):
            self = self_wr()
            if self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)
        self = ref.__new__(cls, obj, _cb)
        self._func_ref = ref(func, _cb)
        self._meth_type = type(meth)
        self._alive = True
        self_wr = ref(self)
        return self

    def __call__(self):
        obj, func = super().__call__(), self._func_ref()
        return None if obj is None or func is None else self._meth_type(func, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._func_ref == other._func_ref

    def __ne__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        return not self == other

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """A reference that knows its key in a WeakValueDictionary."""
    __slots__ = 'key',

    def __new__(cls, ob, callback, key):
        self = ref.__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


_NOTHING = object()


class _WeakDictionary(MutableMapping):
    """What both dictionaries share: dead entries wait while somebody iterates."""

    def _setup(self):
        self.data = {}
        self._iterating = 0
        self._dead = []

    def _sweep(self):
        while self._dead:
            self._drop(self._dead.pop())

    def _guarded(self, values):
        self._iterating += 1
        try:
            yield from values
        finally:
            self._iterating -= 1
            if not self._iterating:
                self._sweep()

    def __len__(self):
        return len(self.data) - len(self._dead)

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def copy(self):
        new = self.__class__()
        for key, value in self.items():
            new[key] = value
        return new

    __copy__ = copy

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def update(self, other=None, /, **kwargs):
        if other is not None:
            if not hasattr(other, 'items'):
                other = dict(other)
            for key, value in other.items():
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if isinstance(other, Mapping):
            new = self.copy()
            new.update(other)
            return new
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, Mapping):
            new = self.__class__()
            new.update(other)
            new.update(self)
            return new
        return NotImplemented

    def keys(self):
        return self._guarded(k for k, _ in self._live())

    def values(self):
        return self._guarded(v for _, v in self._live())

    def items(self):
        return self._guarded(self._live())

    __iter__ = keys


class WeakValueDictionary(_WeakDictionary):
    """Mapping class that references values weakly."""

    def __init__(self, other=(), /, **kw):
        me = ref(self)

        def remove(wr):
            self = me()
            if self is not None:
                if self._iterating:
                    self._dead.append(wr)
                else:
                    self._drop(wr)
        self._remove = remove
        self._setup()
        self.update(other, **kw)

    def _drop(self, wr):
        # The key may have a new value by now.
        if self.data.get(wr.key) is wr:
            del self.data[wr.key]

    def _live(self):
        for key, wr in self.data.items():
            value = wr()
            if value is not None:
                yield key, value

    def __getitem__(self, key):
        self._sweep()
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        self._sweep()
        del self.data[key]

    def __contains__(self, key):
        wr = self.data.get(key)
        return wr is not None and wr() is not None

    def __setitem__(self, key, value):
        self._sweep()
        self.data[key] = KeyedRef(value, self._remove, key)

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for key, value in self.items():
            new[deepcopy(key, memo)] = value
        return new

    def itervaluerefs(self):
        return self._guarded(self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def popitem(self):
        self._sweep()
        while True:
            key, wr = self.data.popitem()
            value = wr()
            if value is not None:
                return key, value

    def pop(self, key, *args):
        self._sweep()
        wr = self.data.pop(key, None)
        value = wr() if wr is not None else None
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value


class WeakKeyDictionary(_WeakDictionary):
    """Mapping class that references keys weakly."""

    def __init__(self, dict=None):
        me = ref(self)

        def remove(wr):
            self = me()
            if self is not None:
                if self._iterating:
                    self._dead.append(wr)
                else:
                    self._drop(wr)
        self._remove = remove
        self._setup()
        if dict is not None:
            self.update(dict)

    def _drop(self, wr):
        self.data.pop(wr, None)

    def _live(self):
        for wr, value in self.data.items():
            key = wr()
            if key is not None:
                yield key, value

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for key, value in self.items():
            new[key] = deepcopy(value, memo)
        return new

    def keyrefs(self):
        return list(self.data)

    def popitem(self):
        self._sweep()
        while True:
            wr, value = self.data.popitem()
            key = wr()
            if key is not None:
                return key, value

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)


class finalize:
    """Calls a function when an object goes, or at the end of the program."""
    __slots__ = ()
    # Alive ones, in the order of their making: finalize object: what it will do.
    _registry = {}
    _counter = 0
    _registered_with_atexit = False

    class _Info:
        __slots__ = 'weakref', 'func', 'args', 'kwargs', 'atexit', 'index'

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered_with_atexit:
            import atexit
            atexit.register(finalize._exitfunc)
            finalize._registered_with_atexit = True
        info = finalize._Info()
        info.weakref = ref(obj, self)
        info.func, info.args, info.kwargs, info.atexit = func, args, kwargs or None, True
        finalize._counter += 1
        info.index = finalize._counter
        finalize._registry[self] = info

    def __call__(self, _=None):
        info = finalize._registry.pop(self, None)
        if info:
            return info.func(*info.args, **(info.kwargs or {}))

    def detach(self):
        info = finalize._registry.get(self)
        obj = info and info.weakref()
        if obj is not None and finalize._registry.pop(self, None):
            return obj, info.func, info.args, info.kwargs or {}

    def peek(self):
        info = finalize._registry.get(self)
        obj = info and info.weakref()
        if obj is not None:
            return obj, info.func, info.args, info.kwargs or {}

    @property
    def alive(self):
        return self in finalize._registry

    @property
    def atexit(self):
        info = finalize._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = finalize._registry.get(self)
        if info:
            info.atexit = bool(value)

    def __repr__(self):
        info = finalize._registry.get(self)
        obj = info and info.weakref()
        if obj is None:
            return f'<{type(self).__name__} object at {id(self):#x}; dead>'
        return f'<{type(self).__name__} object at {id(self):#x}; for {type(obj).__qualname__!r} at {id(obj):#x}>'

    @classmethod
    def _exitfunc(cls):
        import sys
        while True:
            due = [(info.index, f) for f, info in cls._registry.items() if info.atexit]
            if not due:
                break
            f = max(due, key=lambda p: p[0])[1]
            try:
                f()
            except Exception:
                sys.excepthook(*sys.exc_info())
