class C:
    __x = 1
    def __m(self): return self.__x
    def call(self): return self.__m()
    def inner(self):
        class D:
            __y = 2
            def f(self): return self.__y
        return D().f(), D.__dict__.get("_D__y")
    def kw(self, __a=3): return __a
    def loc(self):
        __v = 1
        return list(locals())
    __dunder__ = "kept"
c = C()
print(c.call(), c._C__x, c.inner(), c.kw(), c.loc(), C.__dunder__, c.kw(_C__a=5))
try:
    c.__x
except AttributeError as e:
    print(e)
class _Under:
    __z = 1
print([n for n in vars(_Under) if "z" in n])
