from _functools import partial, reduce, cmp_to_key, _lru_cache_wrapper
from functools import lru_cache, cache, wraps, cached_property, singledispatch, total_ordering, partialmethod
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 5)); t(reduce, max, []); t(reduce, max, 5)
p = partial(int, base=2); print(p('101'), p.func, p.args, p.keywords, p)
q = partial(partial(max, 1), 5, key=lambda x: -x); print(q(3), q.args, q.func is max)
t(partial); t(partial, 3)
p2 = partial(print, 1, sep='-'); p2(2, 3); p2(2, sep='+'); print(repr(p2))
p.x = 5; print(p.x, p.__dict__)
r = partial(print); r.__setstate__((print, (r,), {}, {})); print(repr(r))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
k = cmp_to_key(lambda a, b: a - b); print(k(1) < k(2), k(1) == k(1), k(3).obj); t(lambda: k(1) < 2)
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), fib.__name__, fib.__wrapped__.__name__); fib.cache_clear(); print(fib.cache_info())
@cache
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
print(deep(450))
@lru_cache(maxsize=2)
def sq(x): print('call', x); return x * x
print(sq(1), sq(2), sq(1), sq(3), sq(2), sq(1)); print(sq.cache_info(), sq.cache_parameters())
t(sq, []); t(sq)
@lru_cache(maxsize=3, typed=True)
def ty(x, *, y=0): return (type(x).__name__, y)
print(ty(1), ty(1.0), ty(1, y=2), ty(True), ty.cache_info())
@lru_cache
def plain(*a, **k): return len(a) + len(k)
print(plain(1, 2), plain(1, a=2), plain(1, 2), plain.cache_info())
class C:
    def __init__(self): self.n = 0
    @lru_cache(maxsize=10)
    def m(self, x): self.n += 1; return x + self.n
    @cached_property
    def cp(self): print('computed'); return 42
    def pm(self, a, b): return (a, b)
    pm2 = partialmethod(pm, 1)
c = C(); print(c.m(1), c.m(1), C.m.cache_info(), c.cp, c.cp, c.pm2(2))
@lru_cache(maxsize=0)
def none(x): return x
print(none(1), none(1), none.cache_info())
@singledispatch
def f(x): return 'obj'
@f.register
def _(x: int): return 'int'
@f.register(list)
def _(x): return 'list'
print(f(1), f([]), f('a'), f(True))
@total_ordering
class V:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(V(1) <= V(2), V(3) >= V(2), V(1) > V(2))
@wraps(fib)
def w(): pass
print(w.__name__)
import copy
print(copy.copy(p2)(7), copy.copy(sq) is sq)
