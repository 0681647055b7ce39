import types
class Pause:
    def __await__(self): yield
async def inner(): await Pause()
async def outer():
    await inner()
c = outer()
print(c.cr_running, c.cr_suspended, c.cr_await, c.cr_frame.f_lineno, c.cr_code.co_name, c.__name__, c.__qualname__, c.cr_origin)
c.send(None)
print(c.cr_running, c.cr_suspended, type(c.cr_await).__name__, c.cr_await.__name__, type(c.cr_await.cr_await).__name__, c.cr_frame.f_lineno)
c.close()
print(c.cr_frame, c.cr_await, c.cr_suspended)
async def me():
    print(x.cr_running)
    try:
        x.send(None)
    except ValueError as e:
        print(e)
x = me()
try:
    x.send(None)
except StopIteration: pass
print(type(c), types.CoroutineType is type(c))
