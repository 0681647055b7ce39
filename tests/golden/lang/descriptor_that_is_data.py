class Text(str):
    def __get__(self, o, t): return 'got ' + self
    def __set__(self, o, v): print('set', v)
class Number(int):
    def __set__(self, o, v): print('number set', v)
class Items(list):
    def __delete__(self, o): print('delete')
class C: x = y = z = 'plain'


def load(o): return o.x, o.y, o.z
def store(o, v): o.x = o.y = v


c = C()
c.x = c.y = c.z = 'own'
for i in range(3):
    print(load(c))
    store(c, 'own')
C.x, C.y, C.z = Text('a'), Number(5), Items()
print(load(c))
store(c, 1)
del c.z
print(load(c))
