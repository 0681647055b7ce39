import functools
@functools.lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(450))
def wrap(f):
    @functools.wraps(f)
    def inner(*args, **kw): return f(*args, **kw)
    return inner
@wrap
def down(n): return n if n == 0 else down(n - 1)
print(down(450))
