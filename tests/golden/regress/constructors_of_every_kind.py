# Calls of classes whose `__new__`, `__init__` and metaclass are written in the language, from code and from natives.
import sys
import traceback
from abc import ABC, abstractmethod


def show(f, *args, **kw):
    for _ in range(2):
        try:
            print(f(*args, **kw))
        except Exception as e:
            print(type(e).__name__, e, [x.name for x in traceback.extract_tb(e.__traceback__)][1:])


class Both:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return object.__new__(cls)

    def __init__(self, a, b=2, *, c=3):
        self.all = a, b, c

    def __repr__(self):
        return f"{type(self).__name__}{self.all}"


class Derived(Both):
    pass


class Defaults:
    def __new__(cls, a=1, b=2):
        self = super().__new__(cls)
        self.ab = a, b
        return self

    def __repr__(self):
        return f"Defaults{self.ab}"


class Other:
    def __new__(cls, x):
        return [x, cls.__name__]

    def __init__(self, x):
        print("never called")


class Sub(int):
    def __new__(cls, text, base=10):
        return int.__new__(cls, text, base)

    def __init__(self, text, base=10):
        self.text = text


class Chooses:
    def __new__(cls, n):
        return object.__new__(Chosen if n else cls)

    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"{type(self).__name__}({self.n})"


class Chosen(Chooses):
    def __init__(self, n):
        self.n = -n


class FailsInNew:
    def __new__(cls, a):
        raise ValueError("in new")


class FailsInInit:
    def __new__(cls, *a):
        return object.__new__(cls)

    def __init__(self, a):
        raise ValueError("in init")


class BadInit:
    def __init__(self):
        return 5


class BadInitAfterNew:
    def __new__(cls):
        return object.__new__(cls)

    def __init__(self):
        return 5


class NewIsGenerator:
    def __new__(cls, n):
        yield n


class Meta(type):
    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)


class Called(metaclass=Meta):
    def __init__(self, x=0):
        self.x = x

    def __repr__(self):
        return f"Called({self.x})"


class Abstract(ABC):
    def __init__(self):
        pass

    @abstractmethod
    def f(self): ...


class Empty:
    pass


class AbstractNew(ABC):
    def __new__(cls):
        return object.__new__(cls)

    @abstractmethod
    def f(self): ...


show(Both, 1)
show(Both, 1, 4, c=5)
show(Both, 1, 2, 3)
show(lambda: Derived(1, 2))
show(lambda: Derived(1, c=7))
show(lambda: Derived())
show(lambda: Defaults())
show(lambda: Defaults(5, 6))
show(lambda: Defaults(5, 6, 7))
show(lambda: Other(3))
show(lambda: (Sub("12"), Sub("ff", 16), Sub("12").text))
show(lambda: (Chooses(0), Chooses(4), Chosen(5)))
show(lambda: FailsInNew(1))
show(lambda: FailsInInit(1))
show(lambda: FailsInInit(1, 2))
show(lambda: BadInit())
show(lambda: list(map(lambda _: BadInit(), [1])))
show(lambda: BadInitAfterNew())
show(lambda: next(NewIsGenerator(3)))
show(lambda: Called(4))
show(lambda: Called())
show(lambda: Abstract())
show(lambda: AbstractNew())
show(lambda: type(Empty()).__name__)
show(lambda: Empty(1))
print(list(map(Both, [1, 2])), list(map(Defaults, [1], [2])), list(map(Called, [3])), list(map(Other, "a")))
show(lambda: list(map(Derived, [1], [2], [3])))
show(lambda: sorted([3, 1, 2], key=Sub))


def in_generator():
    yield Both(7)
    yield Defaults(8)
    yield Other(9)
    try:
        yield FailsInInit(1)
    except ValueError as e:
        yield e


print(list(in_generator()))

# The plan of a class changes.
class Changes:
    pass


def make(*args):
    try:
        return vars(Changes(*args))
    except TypeError as e:
        return e


def init(self, a=None):
    self.a = a


print(make(), make(1))
Changes.__init__ = init
print(make(), make(1))
Changes.__init__ = lambda self, b: setattr(self, "b", b)
print(make(), make(1))
Changes.__new__ = lambda cls, *a: print("new", a) or object.__new__(cls)
print(make(), make(1))
del Changes.__init__
print(make(), make(1))
Changes.__new__ = staticmethod(lambda cls, *a: 5)
try:
    print(Changes(1, 2))
finally:
    del Changes.__new__
print(make())
Meta.__call__ = lambda cls, *a: "another call"
print(Called(1))
del Meta.__call__
print(Called(1))


class Deep:
    depth = 0

    def __new__(cls):
        Deep.depth += 1
        return cls()


class DeepInit:
    depth = 0

    def __init__(self):
        DeepInit.depth += 1
        DeepInit()


sys.setrecursionlimit(200)
for c in Deep, DeepInit:
    try:
        c()
    except RecursionError as e:
        print(e, 150 < c.depth < 200)


class Dies:
    def __new__(cls, x):
        self = object.__new__(cls)
        self.x = x
        return self

    def __init__(self, x):
        if x > 1:
            raise KeyError(x)

    def __del__(self):
        print("dies", self.x)


for x in 1, 2:
    try:
        Dies(x)
    except KeyError as e:
        print("caught", e)
        e.__traceback__ = None

seen = []


def tracer(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        seen.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


sys.settrace(tracer)
Derived(1)
Defaults()
sys.settrace(None)
print(seen)
