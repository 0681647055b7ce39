class Get:
    def __get__(self, o, t): return 'get'
class GetSet(Get):
    def __set__(self, o, v): print('set')
class Nothing: pass
class C: x = Get()


def load(o): return o.x
def store(o): o.x = 'own'


c = C()
mark = C.__dict__['x']
for kind in [Get, GetSet, Nothing, GetSet, Get]:
    mark.__class__ = kind
    for i in range(2):
        store(c)
        print(kind.__name__, load(c) if kind is not Nothing else load(c) is mark or load(c))
Get.__set__ = lambda self, o, v: print('late set')
store(c)
print(load(c))
del Get.__set__
store(c)
print(load(c))
