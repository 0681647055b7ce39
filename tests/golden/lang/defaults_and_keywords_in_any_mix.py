# Every mix of positional arguments, keywords and defaults, right and wrong.
def none(): return ()
def plain(a, b, c): return a, b, c
def some(a, b=2, c=3): return a, b, c
def all_(a=1, b=2, c=3, d=4, e=5): return a, b, c, d, e
def only(a, /, b, *, c=3): return a, b, c
def rest(a, *args, b=2, **kw): return a, args, b, sorted(kw.items())
class Maker:
    def __init__(self, a, b=2, *, c=3): self.all = a, b, c
    def method(self, a, b=2): return a, b
    def __call__(self, *args, k=None, **kw): return args, k, kw
def show(f, *args, **kw):
    try: print(f(*args, **kw))
    except TypeError as e: print(e)
calls = [((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, 4), {}), ((), {"a": 1}), ((1,), {"b": 5}),
         ((1,), {"c": 5}), ((1,), {"c": 5, "b": 6}), ((1,), {"a": 1}), ((), {"c": 1, "a": 2, "b": 3}), ((1,), {"z": 0}),
         ((), {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}), ((1, 2), {"b": 3, "c": 4})]
for f in (none, plain, some, all_, only, rest, Maker(0).method, Maker(0)):
    for args, kw in calls: show(f, *args, **kw)
# Written out: keywords go another way than those of a mapping.
print(some(1, c=5), some(c=5, a=1), all_(e=9, a=8), all_(1, 2, e=9, d=8), Maker(1, c=7, b=6).all, Maker(c=1, a=2).all)
for f in (lambda: some(1, a=2), lambda: some(b=1), lambda: some(1, 2, 3, c=4), lambda: all_(x=1), lambda: plain(c=1, b=2),
          lambda: Maker(b=1), lambda: only(a=1, b=2), lambda: some(1, 2, b=3)):
    try: print(f())
    except TypeError as e: print(e)
some.__defaults__ = (7, 8, 9)
print(some(), some(c=1), some(b=1))
some.__defaults__ = None
try: some(1, c=2)
except TypeError as e: print(e)
some.__defaults__ = (0, 7, 8, 9)
print(some(), some(c=1))
