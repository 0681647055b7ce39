class Adder:
    def __init__(self, n): self.n = n
    def __call__(self, x, *, twice=False): return (x + self.n) * (2 if twice else 1)
a = Adder(1)
print(a(1), a(1, twice=True), callable(a), callable(1), list(map(a, [1, 2])))
class Meta(type):
    def __call__(cls, *args):
        print("making", args)
        return super().__call__(*args)
class C(metaclass=Meta):
    def __init__(self, x): self.x = x
print(C(5).x)
class Deep:
    __call__ = Adder(100)
print(Deep()(1))
try:
    object()()
except TypeError as e:
    print(e)
