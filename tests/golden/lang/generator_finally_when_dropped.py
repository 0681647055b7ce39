def g(n):
    try:
        yield
    finally:
        print("finally", n)
x = g(1); next(x)
x = None
print("after drop")
y = g(2)
y = None
print("never started: nothing")
def holder():
    h = g(3)
    next(h)
    return 5
holder()
for _ in g(4): break
print("loop variable dropped")
def outer():
    try:
        yield from g(5)
    finally:
        print("outer finally")
o = outer(); next(o); del o
