# Exceptions thrown into chains whose links handle, replace, await again: contexts and lines at each level.
import itertools
import types


@types.coroutine
def sw(v):
    return (yield v)


def chain(e):
    out = []
    while e is not None:
        out.append(repr(e))
        e = e.__context__
    return ' <- '.join(out)


async def level(n, mode):
    try:
        raise LookupError(n)
    except LookupError:
        try:
            if n == 0:
                return await sw('bottom')
            return await level(n - 1, mode)
        except KeyError as e:
            act = mode[n]
            if act == 'r':
                raise
            if act == 'n':
                raise KeyError(f'new{n}')
            if act == 'f':
                raise KeyError(f'from{n}') from e
            if act == 'a':
                # catch, await again, then let it out
                await sw(f'again{n}')
                raise KeyError(f'later{n}')
            if act == 's':
                await sub(n)
            if act == 'v':
                return n


async def sub(n):
    raise KeyError(f'sub{n}')


def gen_level(n, mode):
    try:
        raise LookupError(n)
    except LookupError:
        try:
            if n == 0:
                return (yield 'bottom')
            return (yield from gen_level(n - 1, mode))
        except KeyError as e:
            act = mode[n]
            if act == 'r':
                raise
            if act == 'n':
                raise KeyError(f'new{n}')
            if act == 'f':
                raise KeyError(f'from{n}') from e
            if act == 'a':
                yield f'again{n}'
                raise KeyError(f'later{n}')
            if act == 's':
                yield from gsub(n)
            if act == 'v':
                return n


def gsub(n):
    raise KeyError(f'sub{n}')
    yield


for make in (level, gen_level):
    for mode in itertools.product('rnfasv', repeat=2):
        c = make(1, mode)
        c.send(None)
        res = []
        try:
            res.append(c.throw(KeyError('first')))
            res.append(c.send(None))
            res.append(c.throw(KeyError('second')))
            res.append(c.send(None))
        except StopIteration as e:
            res.append(('stop', e.value))
        except KeyError as e:
            res.append(chain(e))
            tb = e.__traceback__.tb_next
            t = []
            while tb:
                t.append(tb.tb_lineno)
                tb = tb.tb_next
            res.append(t)
        print(''.join(mode), res)
        # by someone who handles something
        c = make(1, mode)
        c.send(None)
        try:
            try:
                raise OSError('driver')
            except OSError:
                c.throw(KeyError('x'))
        except (KeyError, StopIteration) as e:
            print(chain(e))
        c.close()
