# The compiler's symbol tables, raw and by way of symtable.
import _symtable
def dump(t, ind=0):
    print(' '*ind, t.name, t.type, t.lineno, t.nested, {k:(hex(v&0xfff), v>>12) for k,v in t.symbols.items()}, t.varnames)
    for c in t.children: dump(c, ind+2)
src='''
import os.path as p, sys
from m import *
glob = 1
x: int = 3
class C(Base, metaclass=M):
    attr: str = 'a'
    def meth(self, a, *args, k=1, **kw) -> int:
        global glob
        nonl = a
        def inner():
            nonlocal nonl
            nonl += 1
            return __class__, self, k2
        return [i*a for i in kw if (w := i)]
    __priv = 1
    def q(self): return self.__z, super()
    l = [y for y in range(3)]
def gen[T: int, *U, **V](v: T, w: 'str'=5) -> T:
    yield v
    return (z for z in w if z)
type A[X] = list[X]
lam = lambda u, /, *, b: u + glob
for i in [j for j in range(3)]: del i
def f():
    try: pass
    except E as exc: pass
    with a as b: pass
    return {k: v for k, v in b}, {s for s in b}, lambda: [t for t in b], (yield)
'''
dump(_symtable.symtable(src,'f.py','exec'))
dump(_symtable.symtable('a+[b for b in c][0]','f.py','eval'))
t=_symtable.symtable('x=1','f.py','exec')
print(repr(t)[:20], type(t), [n for n in dir(t) if not n.startswith('__')], type(t.id), t.varnames)
for e in ["_symtable.symtable('x','f','bad')","_symtable.symtable('x=','f.py','exec')","_symtable.symtable('def f(a,a): pass','f.py','exec')","_symtable.symtable(1,'f','exec')","_symtable.symtable('x',1,'exec')","_symtable.symtable('x\\0','f','exec')","_symtable.symtable('x','f',1)","_symtable.symtable('x=1\\n','f','single')","t.x","type(t)()"]:
    try: print(e,'->',repr(eval(e))[:20])
    except BaseException as x: print(e,'!!',repr(x))

import symtable
top = symtable.symtable(src, 'f.py', 'exec')


def walk(t, depth=0):
    print(' ' * depth, t.get_type(), t.get_name(), t.get_lineno(), t.is_optimized(), t.is_nested(), t.has_children(), sorted(t.get_identifiers()))
    for s in sorted(t.get_symbols(), key=lambda s: s.get_name()):
        print(' ' * depth, '', s.get_name(), *(n for n in dir(s) if n.startswith('is_') and n != 'is_namespace' and getattr(s, n)()), len(s.get_namespaces()) if s.is_namespace() else '')
    if isinstance(t, symtable.Function):
        print(' ' * depth, '', *(sorted(f()) for f in (t.get_parameters, t.get_locals, t.get_globals, t.get_nonlocals, t.get_frees)))
    for child in t.get_children():
        walk(child, depth + 1)


walk(top)
