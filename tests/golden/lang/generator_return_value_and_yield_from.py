def inner():
    x = yield "a"
    print("inner got", x)
    return "inner result"
def outer():
    r = yield from inner()
    print("outer got", r)
    r2 = yield from [1, 2]
    return r2
o = outer()
print(next(o), o.send("hello"), next(o))
try:
    next(o)
except StopIteration as e:
    print(e.value)
def deep(n):
    if n:
        yield from deep(n - 1)
    yield n
print(sum(deep(200)), list(deep(3)))
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("custom")
def d(): return (yield from It())
try:
    next(d())
except StopIteration as e:
    print(e.value)
