# Values, exceptions and returns through `yield from` inside except, finally and with; wrong arguments of throw.
import gc
import sys


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))


def inner():
    got = []
    while True:
        try:
            v = yield len(got)
        except KeyError as e:
            got.append(repr(e))
            continue
        if v is None:
            return got
        got.append(v)


def in_except():
    try:
        raise ValueError('x')
    except ValueError:
        r = yield from inner()
        print(repr(sys.exception()), r)
    finally:
        r = yield from inner()
        print('finally', repr(sys.exception()), r)
    yield 'end'


g = in_except()
for op in (None, 'a', KeyError('k'), 'b', None, 'c', TypeError('t')):
    if isinstance(op, Exception):
        attempt('throw', lambda: g.throw(op))
    else:
        attempt('send', lambda: g.send(op))
attempt('after', lambda: g.send(None))


class CM:
    def __enter__(self): print('enter', sys._getframe(1).f_code.co_name)
    def __exit__(self, *e): print('exit', e[0] and e[0].__name__, sys._getframe(1).f_code.co_name); return e[0] is OSError


def in_with():
    with CM():
        yield from inner()
    yield 'after with'
    with CM():
        yield 'again'
    return 'done'


g = in_with()
next(g)
attempt('oserror', lambda: g.throw(OSError))
attempt('n', lambda: next(g))
attempt('close', g.close)
g = in_with(); next(g)
attempt('close', g.close)
g = in_with(); next(g)
attempt('value', lambda: g.throw(ValueError('v')))


def ret_in_finally():
    try:
        yield 1
    finally:
        return 'r'


def outer():
    v = yield from ret_in_finally()
    print('v', v)
    yield v


g = outer(); next(g)
attempt('t', lambda: g.throw(ValueError))
g = outer(); next(g)
attempt('c', g.close)


def stop_arg():
    raise_ = yield
    return raise_


for v in (None, (), (1,), (1, 2), StopIteration(5), ValueError('v'), [1]):
    g = stop_arg(); next(g)
    try:
        g.send(v)
    except StopIteration as e:
        print(e.args, repr(e.value))


def d2():
    return (yield from stop_arg())


for v in (None, (), (1,), StopIteration(5)):
    g = d2(); next(g)
    try:
        g.send(v)
    except StopIteration as e:
        print(e.args, repr(e.value))

e1 = ValueError('same')


def reraiser():
    while True:
        try:
            yield
        except ValueError as e:
            print(e is e1, repr(e.__context__))
            raise


g = reraiser(); next(g)
attempt('same', lambda: g.throw(e1))
attempt('done', lambda: g.throw(e1))
g = reraiser()
attempt('types', lambda: g.throw(5))
attempt('types', lambda: g.throw(int))
attempt('types', lambda: g.throw())
attempt('close', g.close)


class E(Exception):
    def __new__(cls, *a):
        return 5


g = reraiser(); next(g)
attempt('bad new', lambda: g.throw(E))
attempt('still', lambda: next(g))


class F(Exception):
    def __init__(self, *a):
        raise KeyError('init')


attempt('bad init', lambda: g.throw(F))
attempt('still', lambda: next(g))


def swap(a, b):
    x = yield a
    while True:
        a, b = b, a
        x = yield (a, x)


g = swap(1, 2)
print(next(g), g.send('p'), g.send('q'), next(g))


def lots():
    try:
        try:
            yield 1
        except ValueError:
            yield 2
            raise
        finally:
            yield 3
    except BaseException as e:
        yield repr(e)
        raise RuntimeError('rt') from e


g = lots()
print(next(g), g.throw(ValueError('q')), next(g), next(g))
attempt('end', lambda: next(g))
g = lots(); next(g); g.throw(ValueError('q'))
attempt('close', g.close)
g = lots(); next(g)
attempt('close', g.close)
sys.unraisablehook = lambda u: print('unraisable', type(u.exc_value).__name__, u.exc_value)
del g
gc.collect()
g = (x for x in [1, 2])
attempt('gx', lambda: g.send(1))
attempt('gx', lambda: g.throw(OSError))
attempt('gx', lambda: next(g))
def gen_with_default(x=[]):
    x.append(len(x)); yield x
attempt('def', lambda: (list(gen_with_default()), list(gen_with_default())))
