async def inner(x):
    y = await Pause(x)
    return y * 2
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        print("got", got)
        return got
async def outer():
    a = await inner("first")
    b = await inner("second")
    return a + b
c = outer()
print(c.send(None), c.send(1))
try:
    c.send(10)
except StopIteration as e:
    print("returned", e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
d = outer()
try:
    d.send(5)
except TypeError as e:
    print(e)
d.close()
try:
    d.send(None)
except RuntimeError as e:
    print(e)
