class A: pass
class B(A): pass
print(isinstance(B(), (int, A)), issubclass(B, (int, (str, A))), isinstance(True, int), isinstance(None, type(None)), issubclass(int, object))
class Fake:
    @property
    def __class__(self): return A
print(isinstance(Fake(), A), type(Fake()).__name__, Fake().__class__ is A)
import abc
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
try:
    Shape()
except TypeError as e:
    print(e)
class Sq(Shape):
    def area(self): return 4
try:
    Sq()
except TypeError as e:
    print(e)
class Full(Sq): name = "full"
print(Full().area(), Shape.__abstractmethods__ == {"area", "name"})
Shape.register(int)
print(isinstance(5, Shape), issubclass(int, Shape))
class Hook(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "quack") or NotImplemented
class Duck: quack = 1
print(issubclass(Duck, Hook), isinstance(Duck(), Hook), isinstance(5, Hook))
