# Attributes that are members of a structure refuse to be set in words of their own.
import types


def f():
    return lambda: f


class C:
    @property
    def p(self):
        pass

    @classmethod
    def c(cls):
        pass


def refuse(o, name):
    try:
        setattr(o, name, None)
    except (AttributeError, TypeError) as e:
        print(type(o).__name__, name, e)


for o, names in ((f, '__closure__ __globals__'), (f.__code__, 'co_name co_code'), (C().c, '__func__'), (vars(C)['p'], 'fget'),
                 (slice(1), 'start'), (range(1), 'stop'), (1j, 'real'), (5, 'real'), (ExceptionGroup('m', [ValueError()]), 'message exceptions')):
    for name in names.split():
        refuse(o, name)
print(type(vars(slice)['start']) is types.MemberDescriptorType, vars(slice)['start'], vars(int)['real'])
