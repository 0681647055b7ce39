# A method that uses super() or __class__ has the class among its locals.
import sys


class A:
    def f(self):
        super()
        return sorted(locals())

    def g(self):
        __class__
        x = sys._getframe().f_locals
        return sorted(x), x['__class__'].__name__, eval('__class__').__name__

    def h(self):
        def inner():
            __class__
            return sorted(locals())
        return inner(), sorted(locals())

    @classmethod
    def k(cls):
        super()
        return sorted(locals()), sorted(eval('locals()'))

    def plain(self):
        return sorted(locals())


a = A()
print(a.f(), a.g(), a.h(), A.k(), a.plain())
