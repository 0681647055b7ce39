class Pause:
    def __await__(self):
        try:
            return (yield "paused")
        except ValueError as e:
            print("leaf caught", e)
            return "from leaf"
        finally:
            print("leaf finally")
async def inner():
    try:
        return await Pause()
    finally:
        print("inner finally")
async def outer():
    try:
        r = await inner()
        print("outer got", r)
        await Pause()
    except KeyError as e:
        print("outer caught", repr(e))
        return "handled"
    finally:
        print("outer finally")
c = outer()
print(c.send(None))
print(c.throw(ValueError("v")))
try:
    c.throw(KeyError("k"))
except StopIteration as e:
    print(e.value)
d = outer()
d.send(None)
print(d.close(), d.cr_frame)
e = outer()
try:
    e.throw(TypeError("before start"))
except TypeError as x:
    print(x)
