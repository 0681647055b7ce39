# Class statements and imports ask the builtins of their globals.
import builtins

real = builtins.__build_class__


def build(function, name, *bases, **kw):
    print('build', name, bases, sorted(kw))
    return real(function, name, *bases, **kw)


builtins.__build_class__ = build


class A:
    pass


class B(A, metaclass=type):
    x = 1


builtins.__build_class__ = real
print(B.x)
for text in ('class C: pass', 'import os', 'len'):
    try:
        exec(text, {'__builtins__': {'__name__': 'm'}})
    except (NameError, ImportError) as e:
        print(type(e).__name__, e)
exec('import os; print(os)', {'__builtins__': {'__import__': lambda *a: ('imported', a[0]), 'print': print}})
