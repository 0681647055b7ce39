class Set:
    def __set__(self, o, v): print('set', v)
class Delete:
    def __delete__(self, o): print('delete')
class Meta(type): y = Set()
class C(metaclass=Meta):
    x, z, y = Set(), Delete(), 'own'


c = C()
c.__dict__.update(x='within', z='within')
for i in range(2):
    print(c.x, c.z, C.y)
    c.x = 1
    del c.z
print(c.x, c.z, C().x is C.__dict__['x'])
def named(self): return 1
C.p = property(named)
for f in [lambda: setattr(c, 'p', 1), lambda: delattr(c, 'p'), lambda: C.p.__set__(c, 1)]:
    try:
        f()
    except AttributeError as e:
        print(e)
