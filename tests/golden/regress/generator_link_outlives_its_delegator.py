# The inner generator kept the address of a delegator that was dropped.
def inner():
    try:
        yield 1
        yield 2
    finally:
        print("inner is closed")
def outer(i):
    try:
        yield from i
    finally:
        print("outer is closed")
def holder(i): return (yield from outer(i))
i = inner(); o = holder(i); print(next(o))
del o
print("dropped", list(i))
