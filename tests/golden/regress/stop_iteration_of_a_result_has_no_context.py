import asyncio


def gen():
    try:
        yield 1
    except ValueError:
        return 7
    return 5


def nothing():
    yield 1


async def coro(value):
    return value


async def agen():
    yield 2
    yield None


def show(call):
    try:
        raise OSError
    except OSError:
        try:
            print('no exception', call())
        except BaseException as e:
            print(repr(e), repr(e.__context__))


def started(make):
    g = make()
    next(g)
    return g


show(lambda: started(gen).__next__())
show(lambda: next(started(gen)))
show(lambda: started(gen).send(None))
show(lambda: started(gen).throw(ValueError))
show(lambda: next(started(nothing)))
done = gen()
list(done)
show(lambda: next(done))
show(lambda: coro(3).send(None))
show(lambda: coro(None).send(None))
show(lambda: next(coro(3).__await__()))
show(lambda: agen().__anext__().send(None))
show(lambda: anext(agen(), 0).send(None))
show(lambda: next(iter([])))
future = asyncio.Future(loop=asyncio.new_event_loop())
future.set_result(3)
show(lambda: next(iter(future)))
