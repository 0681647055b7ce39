# An exception thrown into a frame that never started found the handlers of a `try` at its first line.
def gen():
    try:
        yield 1
    except ValueError:
        print("must not be caught")
    finally:
        print("must not run")
g = gen()
try:
    g.throw(ValueError("v"))
except ValueError as e:
    print("out", e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
print(list(g))
async def co():
    try:
        return 1
    finally:
        print("must not run")
c = co()
try:
    c.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
g = gen()
try:
    g.throw(StopIteration("s"))
except StopIteration as e:
    print(repr(e))
