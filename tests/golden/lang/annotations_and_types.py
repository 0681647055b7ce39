x: int = 5
y: "undefined_name"
(z): str = "paren"
def f(a: int, *b: str, c: "q" = 1, **d: float) -> None: pass
print(__annotate__(1), f.__annotations__)
class C:
    a: int
    b: list[int] = []
print(C.__annotations__, "y" in globals())
def g():
    local: unknown = 1
    return local
print(g(), g.__annotations__)
type Alias[T] = list[T]
print(Alias, Alias.__name__, Alias.__value__, Alias.__type_params__)
def ident[T: int, *Ts, **P](x: T) -> T: return x
print(ident(3), ident.__type_params__, ident.__type_params__[0].__bound__)
class Box[T]:
    def get(self) -> T: return 1
print(Box.__type_params__, Box[int], Box[int]().get())
type Lazy = undefined_thing
try:
    Lazy.__value__
except NameError as e:
    print(e)
