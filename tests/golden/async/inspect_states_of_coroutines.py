import inspect, types
class Pause:
    def __await__(self): yield
async def c():
    print(inspect.getcoroutinestate(me))
    await Pause()
me = c()
print(inspect.getcoroutinestate(me), inspect.getcoroutinelocals(me))
me.send(None)
print(inspect.getcoroutinestate(me))
me.close()
print(inspect.getcoroutinestate(me))
def g():
    x = 1
    yield x
y = g()
print(inspect.getgeneratorstate(y), inspect.getgeneratorlocals(y)); next(y); print(inspect.getgeneratorstate(y), inspect.getgeneratorlocals(y)); y.close(); print(inspect.getgeneratorstate(y))
print(inspect.iscoroutinefunction(c), inspect.isgeneratorfunction(g), inspect.isawaitable(Pause()), inspect.iscoroutinefunction(inspect.markcoroutinefunction(lambda: 0)), bool(c.__code__.co_flags & inspect.CO_COROUTINE))
