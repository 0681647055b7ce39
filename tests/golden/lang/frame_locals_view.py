# The view `frame.f_locals` of a function: a mapping onto the variables, with room for other keys.
import sys
def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e)
def f():
    a = 1
    b = 2
    fr = sys._getframe()
    return fr
fr = f()
p = fr.f_locals
p['x'] = 1
p[5] = 6
attempt('get int', lambda: p[5])
print(fr.f_locals['x'], list(fr.f_locals)[-2:], len(p))
for m, args in (('popitem', ()), ('clear', ()), ('setdefault', ('a', 9)), ('setdefault', ('n', 9)), ('get', ('a',)), ('get', ('q', 3)), ('update', ({'a': 5, 'u': 6},)), ('copy', ()), ('keys', ()), ('values', ()), ('items', ()), ('fromkeys', ('ab',))):
    attempt(m, lambda: (lambda r: r if not hasattr(r, 'f_code') else 'frame')(getattr(p, m)(*args)) if m not in ('values', 'items', 'copy') else type(getattr(p, m)(*args)))
attempt('or', lambda: type(p | {'a': 3}))
attempt('ror', lambda: type({'a': 3} | p))
def ior():
    global p
    p |= {'a': 33}
    return type(p)
attempt('ior', ior)
attempt('hash', lambda: hash(p))
attempt('eq', lambda: p == dict(p))
attempt('eq2', lambda: p == 5)
attempt('lt', lambda: p < p)
attempt('eqp', lambda: p == fr.f_locals)
attempt('in unhash', lambda: [] in p)
attempt('get unhash', lambda: p[[]])
attempt('set unhash', lambda: p.__setitem__([], 1))
attempt('rev', lambda: list(reversed(p))[-1])
attempt('bool', lambda: bool(p))
attempt('type', lambda: type(p)(fr) == p)
attempt('type', lambda: type(p)(5))
attempt('type', lambda: type(p)())
attempt('match', lambda: (lambda: [1 for _ in 'a'])())
match p:
    case {'a': z}:
        print('matched', z)
import collections.abc
print(isinstance(p, collections.abc.Mapping), isinstance(p, collections.abc.MutableMapping))
print({**p}['a'], dict(p)['a'])
print(type(p).__module__, type(p).__name__)
class S(str): pass
attempt('strsub', lambda: p[S('a')])
attempt('setstrsub', lambda: p.__setitem__(S('a'), 'sub'))
attempt('strsub', lambda: (p['a'], len(p)))
