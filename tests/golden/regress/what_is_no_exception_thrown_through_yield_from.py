# The innermost generator refuses it, and that arises where this one is awaited.
def inner():
    try:
        yield 1
    except BaseException as e:
        print('inner', repr(e))
        raise


def middle():
    try:
        yield from inner()
    except TypeError as e:
        print('middle', e)
        yield 2


def outer():
    try:
        yield from middle()
    finally:
        print('outer ends')


for thrown in None, 5, type, 'text':
    for kind in inner, middle, outer:
        g = kind()
        next(g)
        try:
            print(g.throw(thrown))
            print(next(g, 'end'))
        except TypeError as e:
            print('out', kind.__name__, e)
            g.close()


async def waits():
    await sleeps()


async def sleeps():
    await Once()


class Once:
    def __await__(self):
        yield 'once'


c = waits()
print(c.send(None))
try:
    c.throw(5)
except TypeError as e:
    print(e)
