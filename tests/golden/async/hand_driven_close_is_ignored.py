class Pause:
    def __await__(self):
        try:
            yield 1
        except GeneratorExit:
            yield 2
async def c():
    try:
        await Pause()
    finally:
        print("finally of c")
x = c()
x.send(None)
try:
    x.close()
except RuntimeError as e:
    print(e)
print(x.cr_frame is None)
try:
    x.send(None)
except (StopIteration, RuntimeError) as e:
    print(repr(e))
