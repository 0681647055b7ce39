async def c(): return 1
def g():
    yield from c()
try:
    next(g())
except TypeError as e:
    print(e)
try:
    for x in c(): pass
except TypeError as e:
    print(e)
try:
    list(c())
except TypeError as e:
    print(e)
import warnings
