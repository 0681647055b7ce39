class S: __slots__ = 'a', 'b', 'c'
class T: __slots__ = 'a', 'b', 'c'
class B: pass
class X(B): pass
class Y(S): pass
class Error(Exception): pass


x, y = X(), Y()
y.b = 'slot'
for c, bases in [(X, (S,)), (X, (Error,)), (X, (int,)), (X, (B, S)), (X, ()), (X, (X,)), (X, [B]), (X, (B, B)),
                 (X, (bool,)), (Y, (T,)), (B, (S,)), (X, (1,))]:
    try:
        c.__bases__ = bases
        print([k.__name__ for k in c.__mro__])
    except TypeError as e:
        print(e)
print(x.__class__.__mro__ == X.__mro__, y.b, T.b.__get__(y), Y.__base__.__name__)
try:
    print(S.b.__get__(y))
except TypeError as e:
    print(e)
try:
    del X.__bases__
except TypeError as e:
    print(e)
