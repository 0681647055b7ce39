import gc


class Wide:
    __slots__ = ['s%d' % i for i in range(300)] + ['__dict__']


w = Wide()
try:
    print(w.s299)
except AttributeError as e:
    print(e)
for i in range(300):
    setattr(w, f's{i}', [i])
w.x, w.y = 1, 2
del w.y
print(sum(getattr(w, f's{i}')[0] for i in range(300)), w.__dict__)
w.__dict__ = {'z': 3}
w.s250 = w
print(w.s299, w.z, hasattr(w, 'x'))
Other = type('Other', (), {'__slots__': Wide.__slots__})
w.__class__ = Other
print(w.s299, type(w).__name__)
del w
print(gc.collect() > 0)
print(len(type('Huge', (), {'__slots__': ['t%d' % i for i in range(70000)]}).__slots__))
