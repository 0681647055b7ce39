import functools


@functools.lru_cache(maxsize=2)
def square(n):
    print("computing", n)
    return n * n


print(square(2), square(3), square(2), square(4), square(3))
print(square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info())


@functools.lru_cache
def plain(x, *, flag=False):
    return x, flag


print(plain(1), plain(1, flag=True), plain(1.0), plain.cache_info().currsize)
try:
    functools.lru_cache("a")
except TypeError as e:
    print(e)
try:
    plain([])
except TypeError as e:
    print(e)


class Data:
    @functools.cached_property
    def total(self):
        "The total."
        print("once")
        return 42


d = Data()
print(d.total, d.total, d.__dict__, Data.total.__doc__)
del d.total
print(d.total)


class Slotted:
    __slots__ = ()
    p = functools.cached_property(lambda self: 1)


try:
    Slotted().p
except TypeError as e:
    print(e)
