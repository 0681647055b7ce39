class Foreign:
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, v): return ("send", v)
    def throw(self, *a): return ("throw", type(a[0]).__name__)
    def close(self): print("foreign close")
def g():
    yield from Foreign()
x = g()
print(next(x), x.send(5), x.send(None), x.throw(ValueError("v")))
x.close()
class Bare:
    def __iter__(self): return self
    def __next__(self): return "bare"
def h(): yield from Bare()
y = h()
next(y)
try:
    y.send(1)
except AttributeError as e:
    print(e)
y = h(); next(y)
try:
    y.throw(ValueError("raised in h"))
except ValueError as e:
    print(e)
y = h(); next(y); y.close()
