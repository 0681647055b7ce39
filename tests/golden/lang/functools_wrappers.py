import functools
def deco(f):
    @functools.wraps(f)
    def inner(*a, **k):
        "inner doc"
        return ("wrapped", f(*a, **k))
    return inner
@deco
def named(x):
    "my doc"
    return x
print(named(1), named.__name__, named.__doc__, named.__wrapped__(2))
p = functools.partial(print, "a", sep="-")
p("b", "c")
print(functools.partial(int, base=2)("101"), p.func is print, p.args, p.keywords)
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(max, [], 7))
calls = []
@functools.lru_cache(maxsize=2)
def sq(n):
    calls.append(n)
    return n * n
print([sq(n) for n in (1, 2, 1, 3, 2)], calls, sq.cache_info())
sq.cache_clear(); print(sq.cache_info())
class C:
    @functools.cached_property
    def v(self):
        print("computed")
        return 5
c = C(); print(c.v, c.v, vars(c))
@functools.singledispatch
def show(x): return "object"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show([]), show("s"), show(True))
