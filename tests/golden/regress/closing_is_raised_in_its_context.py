def chain(e):
    out = []
    while e:
        out.append(repr(e))
        e = e.__context__
    return out


def plain():
    try:
        yield 1
    finally:
        raise RuntimeError("again")


def own():
    try:
        raise KeyError("own")
    except KeyError:
        try:
            yield 1
        except BaseException as e:
            raise RuntimeError("again")


def outer():
    yield from plain()


for make in plain, own, outer:
    it = make()
    next(it)
    try:
        try:
            raise IndexError("handled")
        except IndexError:
            it.close()
    except RuntimeError as e:
        print(make.__name__, chain(e))
