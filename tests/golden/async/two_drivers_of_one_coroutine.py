class Pause:
    def __await__(self):
        return (yield "p")
async def inner():
    a = await Pause()
    b = await Pause()
    return (a, b)
async def outer(x):
    return await x
i = inner()
o = outer(i)
print(o.send(None))
print(i.send("sent past the outer"))
try:
    o.send("through the outer")
except StopIteration as e:
    print(e.value)
i = inner(); o = outer(i)
o.send(None)
i.close()
try:
    o.send("x")
except (RuntimeError, StopIteration) as e:
    print(type(e).__name__, e)
