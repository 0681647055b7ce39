# Beside the body of a generic class private names are changed only if they are names of its type parameters.
class __Base: ...


class Derived[T](__Base): ...


class Outer:
    class __In: ...

    class Mid[__T: int](_Outer__In):
        def f(self, x: __T): return __T

    def g[__U](self): return __U

    type __A[__V] = list[__V]
    print([n for n in dir() if not n.startswith('__')])


class Bound[__X: __Base, Y = list[__Base]]: ...


print(Derived.__orig_bases__, Outer.Mid.__type_params__, Outer.Mid.__bases__, Outer.Mid().f(1), Outer().g())
print(Bound.__type_params__[0].__bound__, Bound.__type_params__[1].__default__, Outer._Outer__A.__value__)
