def f(a: int, b: "str" = 1, *c, d=2) -> float:
    "The doc."
    return None
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__annotations__)
f.tag = [1]
print(f.tag, f.__dict__, f.__closure__, f.__code__.co_name, f.__code__.co_varnames)
class C:
    def m(self):
        def inner(): pass
        return inner
print(C.m.__qualname__, C().m().__qualname__, (lambda: 0).__qualname__)
def outer():
    x = 1
    def inner(): return x
    return inner
g = outer()
print(g.__closure__[0].cell_contents, g.__code__.co_freevars, outer.__code__.co_cellvars)
g.__name__ = "renamed"
print(g.__name__)
try:
    f.__name__ = 3
except TypeError as e:
    print(e)
