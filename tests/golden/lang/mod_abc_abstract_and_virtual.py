import abc
from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    @classmethod
    @abstractmethod
    def make(cls): ...


class Half(Shape):
    def area(self):
        return 1


class Full(Half):
    name = "full"

    @classmethod
    def make(cls):
        return cls()


for cls in (Shape, Half, Full):
    print(cls.__name__, sorted(cls.__abstractmethods__))
    try:
        print(cls().area())
    except TypeError as e:
        print(e)


class Duck(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is Duck:
            return any("quack" in b.__dict__ for b in C.__mro__) or NotImplemented
        return NotImplemented


class Quacker:
    def quack(self): ...


class Stone: ...


print(isinstance(Quacker(), Duck), isinstance(Stone(), Duck), issubclass(Stone, Duck))
before = abc.get_cache_token()
print(Duck.register(Stone) is Stone, isinstance(Stone(), Duck), abc.get_cache_token() != before)
print(issubclass(type("Pebble", (Stone,), {}), Duck), Stone.__mro__[1:])
Duck.register(int)
print(isinstance(True, Duck), isinstance(1.5, Duck))
for bad in (lambda: Duck.register(1), lambda: issubclass(1, Duck), lambda: Shape.register(object) and object and issubclass(Shape, object)):
    try:
        print(bad())
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)
Half.name = Half.make = None
print(sorted(abc.update_abstractmethods(Half).__abstractmethods__))


class Multi(Half, metaclass=ABCMeta):
    pass


print(type(Multi).__name__, abc.ABC.__doc__.split()[0])
