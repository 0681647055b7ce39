# Which entries a traceback has when the exception came through generators and coroutines, thrown in or raised.
import types


def show(e):
    tb = e.__traceback__
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(type(e).__name__, e.args, out)


def inner():
    try:
        yield 1
    except ValueError:
        raise KeyError('from inner')
    yield 2


def outer():
    yield from inner()


def top(g, how):
    try:
        how(g)
    except BaseException as e:
        show(e)


for ex in (ValueError, TypeError, GeneratorExit, StopIteration):
    g = outer(); next(g)
    top(g, lambda g: g.throw(ex))
g = outer()
top(g, lambda g: g.throw(ValueError))
g = outer(); next(g)
top(g, lambda g: g.close())


@types.coroutine
def sw():
    yield


async def a():
    await sw()


async def b():
    await a()


class Aw:
    def __await__(self):
        return a().__await__()


async def c():
    await Aw()


for f in (b, c):
    x = f(); x.send(None)
    top(x, lambda x: x.throw(OSError('o')))
    x = f()
    top(x, lambda x: x.throw(OSError('unstarted')))
    x = f(); x.send(None)
    try:
        raise IndexError
    except IndexError as ie:
        top(x, lambda x: x.throw(ie))
    x = f(); x.send(None)
    try:
        x.throw(LookupError('again'))
    except LookupError as e:
        show(e)
        y = f(); y.send(None)
        try:
            y.throw(e)
        except LookupError as e2:
            show(e2)


def fail():
    yield 1
    1 / 0


def use_for():
    for x in fail():
        pass


def use_list():
    return list(fail())


def use_yf():
    yield from fail()


def use_next():
    g = fail()
    next(g)
    next(g)


top(None, lambda _: use_for())
top(None, lambda _: use_list())
top(None, lambda _: list(use_yf()))
top(None, lambda _: use_next())


async def agen():
    yield 1
    1 / 0


async def use_af():
    async for x in agen():
        pass


async def use_ac():
    return [x async for x in agen()]


async def use_an():
    x = agen()
    await x.__anext__()
    await anext(x)


for f in (use_af, use_ac, use_an):
    top(f(), lambda c: c.send(None))


def pep():
    yield 1
    raise StopIteration('s')


g = pep(); next(g)
top(g, next)


def dele():
    yield from pep()


g = dele(); next(g)
top(g, next)


def nested_rt():
    try:
        yield from pep()
    except RuntimeError as e:
        show(e)
        show(e.__cause__)
        raise


g = nested_rt(); next(g)
top(g, next)
