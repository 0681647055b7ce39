# `_abc` natively: registry, both caches and their counter, abstract methods, and what patterns are told.
import _abc
import abc
import weakref
from abc import ABC, ABCMeta, abstractmethod
from collections.abc import Mapping, MutableSequence, Sequence


class A(ABC):
    @abstractmethod
    def m(self): ...


class B(A):
    def m(self): ...


class Outside: ...


class Below(Outside): ...


def dump(c):
    registry, cache, negative, version = _abc._get_dump(c)
    names = [sorted(r().__name__ for r in s) for s in (registry, cache, negative)]
    return names, version - first


first = abc.get_cache_token()
print(A.__abstractmethods__, B.__abstractmethods__, type(A._abc_impl), dump(A))
try:
    A()
except TypeError as e:
    print(e)
print(issubclass(B, A), issubclass(Outside, A), isinstance(3, A), dump(A))
print(A.register(Outside) is Outside, A.register(Outside) is Outside, abc.get_cache_token() - first)
print(issubclass(Below, A), isinstance(Outside(), A), issubclass(int, A), dump(A))
_abc._reset_caches(A)
print(dump(A))
_abc._reset_registry(A)
print(dump(A), issubclass(Below, A))
for wrong in (lambda: A.register(1), lambda: B.register(A), lambda: issubclass(1, A), lambda: _abc._abc_init(1), lambda: _abc._abc_subclasscheck(int, int)):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)


class Hook(metaclass=ABCMeta):
    answer = NotImplemented

    @classmethod
    def __subclasshook__(cls, c):
        return cls.answer


print(issubclass(int, Hook))
Hook.answer = 5
try:
    issubclass(str, Hook)
except AssertionError as e:
    print(e)
Hook.answer = True
print(issubclass(str, Hook), issubclass(int, Hook))


class Liar:
    @property
    def __class__(self):
        return B


print(isinstance(Liar(), A), isinstance(Liar(), Sequence))


class Broken:
    def __getattribute__(self, name):
        if name == '__class__':
            raise AttributeError('nothing')
        return super().__getattribute__(name)


try:
    isinstance(Broken(), A)
except AttributeError as e:
    print(e)


def kind(v):
    match v:
        case [*_]:
            return 'sequence'
        case {}:
            return 'mapping'
    return 'neither'


class Seq: ...


class SeqBelow(Seq): ...


class Map: ...


class Both: ...


Sequence.register(Seq)
Mapping.register(Map)
MutableSequence.register(Both)
Mapping.register(Both)


class Late(Map): ...


print(kind(SeqBelow()), kind(Late()), kind(Both()), kind(Outside()))
print(Sequence.__flags__ & 96, Mapping.__flags__ & 96, SeqBelow.__flags__ & 96, Map.__flags__ & 96, Outside.__flags__ & 96)


class Flagged(metaclass=ABCMeta):
    __abc_tpflags__ = 1 << 6


print(kind(Flagged()), hasattr(Flagged, '__abc_tpflags__'))
try:
    class Twice(metaclass=ABCMeta):
        __abc_tpflags__ = 96
except TypeError as e:
    print(e)


class Gone: ...


A.register(Gone)
r = weakref.ref(Gone)
del Gone
import gc
gc.collect()
print(r(), [len(s) for s in _abc._get_dump(A)[:1]])
A._dump_registry(__import__('io').StringIO())
print(abc.update_abstractmethods(Outside) is Outside)
A.m = B.m
print(A.__abstractmethods__, abc.update_abstractmethods(A).__abstractmethods__, type(A()).__name__)
