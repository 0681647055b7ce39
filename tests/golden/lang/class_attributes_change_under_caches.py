# Attributes read from a class, from its instances and through properties, while classes change.
import gc


class Meta(type):
    pass


class A(metaclass=Meta):
    class In: pass
    mark = object
    def f(*a): return ('f', len(a))
    @staticmethod
    def s(*a): return ('s', len(a))
    @classmethod
    def c(cls): return cls.__name__
    @property
    def p(self): return 'p'


class B(A):
    pass


def look(o, t):
    return [t.In.__name__, t.mark.__name__, t.f(), t.s(), t.c(), o.mark.__name__, o.p, o.s(1)]


a, b = A(), B()
for i in range(3):
    print(look(a, A), look(b, B))
A.mark = int
print(look(a, A), look(b, B))
B.mark = str
b.mark = list
print(look(a, A), look(b, B), b.mark)
del b.mark, B.mark
A.s = staticmethod(lambda *a: ('new', len(a)))
A.p = property(lambda self: 'q')
print(look(a, A), look(b, B))
A.__dict__['s'].__init__(lambda *a: ('init', len(a)))
print(look(a, A))
Meta.mark = property(lambda cls: float)
print(look(a, A))
del Meta.mark


class Odd:
    def __get__(self, o, t): return type(self)
    __name__ = 'instance'


class Plain:
    __name__ = 'plain'


x = Plain()
A.mark = x
print(look(a, A))
x.__class__ = Odd
print(look(a, A))


def made(n):
    class C:
        kind = type(f'K{n}', (), {})
        @property
        def q(self): return n
    o = C()
    r = [(C.kind.__name__, o.kind.__name__, o.q) for _ in range(3)][-1]
    if n % 3 == 0:
        del C.kind
        try:
            C.kind
        except AttributeError as e:
            r = str(e)
    return r


for n in range(7):
    print(made(n))
    gc.collect()


class G:
    @property
    def v(self): raise AttributeError('inside')


g = G()
for i in range(4):
    try:
        print(g.v)
    except AttributeError as e:
        print(e)
    if i == 2:
        G.__getattr__ = lambda self, name: 'fallback ' + name
