"""Abstract base classes: a metaclass that knows abstract methods and registered (virtual) subclasses."""
from _abc import mark_collection
from _weakref import ref

__all__ = ['ABC', 'ABCMeta', 'abstractmethod', 'abstractclassmethod', 'abstractstaticmethod', 'abstractproperty',
           'get_cache_token', 'update_abstractmethods']

_version = 0


def abstractmethod(funcobj):
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    __isabstractmethod__ = True


def get_cache_token():
    return _version


class _Impl:
    """What an abstract class remembers of other classes, by weak reference so that none is kept alive."""
    __slots__ = 'registry', 'yes', 'no', 'version'

    def __init__(self):
        self.registry, self.yes, self.no, self.version = set(), set(), set(), _version


def _abstracts(cls, namespace):
    names = {name for name, value in namespace.items() if getattr(value, '__isabstractmethod__', False)}
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstracts(cls, namespace)
        cls._abc_impl = _Impl()
        if '__abc_tpflags__' in namespace:
            mark_collection(cls, namespace['__abc_tpflags__'])
            del cls.__abc_tpflags__
        return cls

    def register(cls, subclass):
        global _version
        if not isinstance(subclass, type):
            raise TypeError('Can only register classes')
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError('Refusing to create an inheritance cycle')
        registry = cls._abc_impl.registry
        registry.add(ref(subclass, registry.discard))
        _version += 1
        mark_collection(subclass, cls.__flags__)
        return subclass

    def __instancecheck__(cls, instance):
        kind = instance.__class__
        if ref(kind) in cls._abc_impl.yes:
            return True
        actual = type(instance)
        return cls.__subclasscheck__(kind) or actual is not kind and cls.__subclasscheck__(actual)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        impl = cls._abc_impl
        key = ref(subclass)
        if key in impl.yes:
            return True
        if impl.version != _version:
            impl.no.clear()
            impl.version = _version
        elif key in impl.no:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = (cls in getattr(subclass, '__mro__', ())
                      or any(issubclass(subclass, c) for r in list(impl.registry) if (c := r()) is not None)
                      or any(issubclass(subclass, c) for c in cls.__subclasses__()))
        else:
            assert isinstance(answer, bool)
        known = impl.yes if answer else impl.no
        known.add(ref(subclass, known.discard))
        return answer

    def _dump_registry(cls, file=None):
        print(f'Class: {cls.__module__}.{cls.__qualname__}', file=file)
        print(f'Inv. counter: {_version}', file=file)
        for name in _Impl.__slots__:
            print(f'_abc_{name}: {getattr(cls._abc_impl, name)!r}', file=file)


def update_abstractmethods(cls):
    if hasattr(cls, '__abstractmethods__'):
        cls.__abstractmethods__ = _abstracts(cls, cls.__dict__)
    return cls


class ABC(metaclass=ABCMeta):
    """Helper class that provides a standard way to create an ABC using
inheritance.
"""
    __slots__ = ()
