# A descriptor that can be set but not read leaves reading to the instance's own attribute.
class Doubled:
    def __init__(self, name):
        self.name = name

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value * 2


class Record:
    a = Doubled('a')


r = Record()
print(type(r.a).__name__)
for _ in range(2):
    r.a = 5
    print(r.a, getattr(r, 'a'), vars(r))


class Late:
    pass


late = Late()
Late.q = Doubled('q')
late.q = 1
print(late.q, type(Late.q).__name__)


class Meta(type):
    m = Doubled('m')


class WithMeta(metaclass=Meta):
    m = 'own'


print(WithMeta.m)
