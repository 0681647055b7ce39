class S: __slots__ = 'a',
class M(type):
    def mro(cls):
        return more(cls)


for more in [lambda c: [c, S, object], lambda c: [c, int, object], lambda c: [c, 5], lambda c: [], lambda c: 3,
             lambda c: (c, object), lambda c: [object]]:
    for bases in [(), (S,)]:
        try:
            print([k.__name__ for k in M('X', bases, {}).__mro__])
        except TypeError as e:
            print(e)
more = type.mro
class B: pass
class X(B, metaclass=M): pass
class Sub(X): pass
more = lambda c: [c, S, object] if c is Sub else type.mro(c)
try:
    X.__bases__ = B,
except TypeError as e:
    print(e)
print([k.__name__ for k in Sub.__mro__], X.__bases__ == (B,))
class A: __slots__ = 'a',
class SameA: __slots__ = 'a',
more = type.mro
class Y(A, metaclass=M): __slots__ = 'b',
try:
    Y.__bases__ = SameA,
except TypeError as e:
    print(e)
print(Y.__bases__ == (A,))
