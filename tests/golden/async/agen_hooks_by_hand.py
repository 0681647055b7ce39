import sys
log = []
sys.set_asyncgen_hooks(firstiter=lambda g: log.append("first"), finalizer=lambda g: log.append("final"))
async def gen():
    yield 1
g = gen()
try:
    g.__anext__().send(None)
except StopIteration as e:
    print(e.value, log)
del g
print(log)
h = gen()
del h
print(log)
print(sys.get_asyncgen_hooks().firstiter is not None)
sys.set_asyncgen_hooks(None, None)
k = gen()
a = k.__anext__()
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
try:
    k.aclose().send(None)
except StopIteration as e:
    print("closed", e.value)
