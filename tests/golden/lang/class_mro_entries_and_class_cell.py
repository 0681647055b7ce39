class Proxy:
    def __mro_entries__(self, bases):
        print("asked", len(bases))
        return (int,)
class A(Proxy()): pass
print(A.__bases__, A.__orig_bases__[0].__class__.__name__, A(5) + 1)
class Meta(type):
    def __new__(m, n, b, ns):
        print("__classcell__" in ns)
        return super().__new__(m, n, b, ns)
class B(metaclass=Meta):
    def f(self): return __class__
class D(metaclass=Meta):
    def f(self): return 1
print(B().f() is B)
class Forget(type):
    def __new__(m, n, b, ns):
        ns.pop("__classcell__", None)
        return super().__new__(m, n, b, ns)
try:
    class E(metaclass=Forget):
        def f(self): return __class__
except RuntimeError as e:
    print(str(e).split(" propagated")[0].split("'")[0])
print(A.__subclasses__(), int in A.__mro__, [c.__name__ for c in Proxy.__subclasses__()])
class F(A): pass
print([c.__name__ for c in A.__subclasses__()])
