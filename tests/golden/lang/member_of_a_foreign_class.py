class S: __slots__ = 'a', 'b', 'c', 'd', 'e'
class X:
    e = S.e
    d = S.__dict__['d']
class Secondary: pass
class Narrow: __slots__ = ()
class Both(Narrow): __slots__ = ()


def load(o): return o.e
def store(o): o.d = 1


x = X()
for f in [load, load, store, store]:
    try:
        print(f(x))
    except TypeError as e:
        print(e)
Both.__bases__ = Narrow, Secondary
try:
    print(Both().__dict__)
except AttributeError as e:
    print(e)
