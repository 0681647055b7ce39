# `__class__` is there before the metaclass's `mro` and `__set_name__` run.
class Meta(type):
    def mro(cls):
        cls.__dict__['who'](cls)
        return super().mro()


class A(metaclass=Meta):
    def who(self):
        print('in mro', __class__.__name__)


class Named:
    def __set_name__(self, owner, name):
        print(name, owner().who())


class B:
    n = Named()

    def who(self):
        return __class__.__name__


class Cell(type):
    def __new__(meta, name, bases, ns, cell):
        ns['__classcell__'] = cell
        return super().__new__(meta, name, bases, ns)


try:
    class C(metaclass=Cell, cell=5):
        def f(self):
            return __class__
except TypeError as e:
    print(e)


class Other(type):
    def __new__(meta, name, bases, ns):
        super().__new__(meta, 'first', bases, ns)
        return super().__new__(meta, name, bases, {k: v for k, v in ns.items() if k != '__classcell__'})


try:
    class D(metaclass=Other):
        def f(self):
            return __class__
except TypeError as e:
    print(e)
