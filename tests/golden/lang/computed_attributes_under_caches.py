# `__class__`, `__name__` and other computed attributes, read again and again from objects of several classes.
class A:
    def mine(self): return self.__class__


class B(A):
    @property
    def __class__(self): return int


class C(A):
    def __getattr__(self, name): return 'asked ' + name


def names(*things): return [t.__name__ for t in things]


a = A()
for _ in range(3):
    print(A().mine(), B().mine(), C().mine())
a.__class__ = C
print(a.mine(), a.nothing)
print(names(A, B, C, names, len, int), [e.args for e in (ValueError(1), KeyError(2), ValueError())])
A.__name__ = 'AA'
print(names(A, B))


class Meta(type):
    @property
    def __name__(cls): return 'meta ' + type.__dict__['__name__'].__get__(cls)


class D(metaclass=Meta): pass


for _ in range(3):
    print(names(A, D, int))


def frames(n):
    import sys
    f, out = sys._getframe(), []
    while f is not None and n:
        out.append(f.f_code.co_name)
        f, n = f.f_back, n - 1
    return out


print(frames(2), (lambda: frames(3))())
for f in (len, names):
    try:
        print(f.__code__.co_name)
    except AttributeError as e:
        print(e)
for x in (1, 2.5, True, 'a'):
    print(getattr(x, 'real', None), x.__class__.__name__)
