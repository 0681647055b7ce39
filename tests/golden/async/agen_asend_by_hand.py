import types
@types.coroutine
def pause(x): return (yield x)
async def gen():
    a = await pause("p1")
    b = yield "item " + a
    await pause("p2 " + str(b))
    yield "last"
g = gen()
s = g.asend(None)
print(s.send(None))
try:
    s.send("A")
except StopIteration as e:
    print("yielded", e.value)
s = g.asend("B")
print(s.send(None))
try:
    s.throw(ValueError("at p2"))
except ValueError as e:
    print(repr(e))
try:
    g.__anext__().send(None)
except StopAsyncIteration:
    print("finished")
