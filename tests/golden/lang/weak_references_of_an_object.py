import weakref


class C: pass
class Watch(weakref.ref): pass


o = C()
print(weakref.getweakrefs(o), weakref.getweakrefcount(o), o.__weakref__)
told = lambda r: print('told', names[id(r)], r())
refs = {'plain': weakref.ref(o), 'watch': Watch(o), 'told': weakref.ref(o, told), 'proxy': weakref.proxy(o),
        'watch told': Watch(o, told), 'proxy told': weakref.proxy(o, lambda p: print('told proxy'))}
names = {id(r): name for name, r in refs.items()}
print([names[id(r)] for r in weakref.getweakrefs(o)], weakref.getweakrefcount(o))
print(weakref.ref(o) is refs['plain'], weakref.proxy(o) is refs['proxy'], o.__weakref__ is refs['plain'])
del refs['plain'], refs['told']
print([names[id(r)] for r in weakref.getweakrefs(o)], names[id(o.__weakref__)])
print(weakref.getweakrefs(5), weakref.getweakrefcount(5))
w = refs['watch told']
print(w.__callback__ is told)
del o
print(w.__callback__, w())
