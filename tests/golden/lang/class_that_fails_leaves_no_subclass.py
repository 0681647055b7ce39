class A: pass
class B(A): pass
class Fails(type):
    def mro(cls): raise ValueError('no order')


for make in [lambda: type('X', (A, B), {}), lambda: Fails('Y', (A,), {})]:
    try:
        make()
    except (TypeError, ValueError) as e:
        print(e)
print(A.__subclasses__())
A.__bases__ = A.__bases__
for name in ['__name__', '__bases__', '__module__', '__doc__', '__qualname__']:
    try:
        delattr(A, name)
    except TypeError as e:
        print(e)
