def g():
    raise StopIteration("escaped")
    yield
try:
    next(g())
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__cause__ is e.__context__)
def h():
    next(iter([]))
    yield
try:
    list(h())
except RuntimeError as e:
    print(e)
async def c():
    raise StopIteration
try:
    c().send(None)
except RuntimeError as e:
    print(e)
async def ag():
    raise StopAsyncIteration
    yield
try:
    ag().__anext__().send(None)
except RuntimeError as e:
    print(e)
def fine():
    yield 1
    return 2
print(list(fine()))
