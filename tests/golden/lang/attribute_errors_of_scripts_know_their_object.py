# An AttributeError that a script raises while an attribute is looked up is told of the object and the name, unless it says them itself.
import traceback


class Plain:
    blech = 1

    def __getattr__(self, name):
        raise AttributeError


class Own(Plain):
    def __getattr__(self, name):
        raise AttributeError('words', name='n', obj=5)


class Half(Plain):
    def __getattr__(self, name):
        raise AttributeError('half', name='n')


class Every(Plain):
    def __getattribute__(self, name):
        raise AttributeError(name.upper())


class Prop:
    @property
    def p(self):
        raise AttributeError('in p')


for o, name in (Plain(), 'bluch'), (Own(), 'bluch'), (Half(), 'bluch'), (Every(), 'bluch'), (Prop(), 'p'):
    try:
        getattr(o, name)
    except AttributeError as e:
        print(type(o).__name__, repr(e), e.name, e.obj is o, e.obj if e.obj == 5 else '')
        print(traceback.format_exception_only(e))
print(getattr(Plain(), 'x', 3), hasattr(Every(), 'y'))


class Said(dict):
    a = 3

    @property
    def __dict__(self):
        return {'mine': 1}


s = Said()
s.a = 4
print(s.__dict__, s.a, type(vars(Said)['__dict__']).__name__)
