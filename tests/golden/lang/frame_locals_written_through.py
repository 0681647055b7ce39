# Frames of exec, eval, class bodies and comprehensions; locals written through a frame.
import sys
ns = {}
exec('''
import sys
def g():
    yield sys._getframe()
    yield sys._getframe().f_back
''', ns)
g = ns['g']()
f = next(g)
print(f.f_globals is ns, f is g.gi_frame, next(g) is sys._getframe())


class K:
    x = 1
    fr = sys._getframe()
    gen = list((sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name) for _ in 'a')
    lst = [sys._getframe().f_code.co_name for _ in 'a']
    names = sorted(k for k in fr.f_locals if not k.startswith('__'))


print(K.gen, K.lst, K.names, K.fr.f_back is sys._getframe(), K.fr.f_locals['x'])
print(eval('sys._getframe().f_code.co_name'), eval('sys._getframe(1).f_code.co_name'))


def f():
    x = 5
    e = eval('[sys._getframe(i).f_code.co_name for i in range(3)]')
    return e, sys._getframe().f_locals['x']


print(f())


def gl():
    x = 1
    l = locals()
    y = 2
    yield l
    yield locals(), l
    exec('x = 3; z = 4')
    yield x, sorted(locals())


for v in gl():
    print(v)
g = (sys._getframe() for _ in range(2))
f1 = next(g)
print(f1 is next(g), f1.f_code.co_name, f1.f_back)


def tb_at():
    try:
        yield 1
    finally:
        f = sys._getframe()
        print(f.f_lineno - f.f_code.co_firstlineno, f.f_back and f.f_back.f_code.co_name)


def user():
    for x in tb_at():
        return 1


user()


def mutate():
    a = 1
    f = sys._getframe()
    yield f
    print(a)
    f.f_locals['a'] = 9
    print(a)
    def cell():
        return a
    yield f
    print(a)


g = mutate()
f = next(g)
f.f_locals['a'] = 'outside'
next(g)
f.f_locals['a'] = 'again'
next(g, None)
print(f.f_locals['a'], f.f_locals['cell']())
f.f_locals['a'] = 'ended'
print(f.f_locals['cell'](), f.f_locals['a'])


def unbound():
    f = sys._getframe()
    f.f_locals['later'] = 'set'
    print(later)
    if 0:
        later = 1


try:
    unbound()
except NameError as e:
    print(e)
def outerfn():
    v = 1
    def inner():
        nonlocal v
        v += 1
        yield sys._getframe()
    it = inner()
    fr = next(it)
    print(fr.f_locals['v'])
    fr.f_locals['v'] = 50
    return v
print(outerfn())
