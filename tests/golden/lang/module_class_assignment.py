import sys
from types import ModuleType


class Lazy(ModuleType):
    def __getattr__(self, name): return 'made ' + name
    @property
    def fixed(self): return 'from the class'


m = ModuleType('m')
m.x = 1
m.__class__ = Lazy
m.y = 2
print(m.x, m.y, m.z, m.fixed, sorted(n for n in m.__dict__ if n[0] != '_'))
m.__class__ = ModuleType
print(hasattr(m, 'z'), m.y)
n = Lazy('n')
n.a = 3
print(n.a, n.b, n.__dict__['a'], type(n).__name__)
for new in [int, type('P', (), {})]:
    try:
        m.__class__ = new
    except TypeError as e:
        print(e)
sys.modules[__name__].__class__ = Lazy
print(sys.modules[__name__].anything)
