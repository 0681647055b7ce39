# GeneratorExit that is swallowed, ignored, converted; PEP 479; contexts across generators.
import sys


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__), e.__suppress_context__)


def swallow():
    try:
        yield 1
    except GeneratorExit:
        print('swallow')
    return 'v'


def ignore():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print('ignore')


def convert():
    try:
        yield 1
    except GeneratorExit as e:
        raise ValueError('converted')


def reraise():
    try:
        yield 1
    finally:
        print('cleanup')


def stop():
    try:
        yield 1
    except GeneratorExit:
        raise StopIteration('x')


def fin_ret():
    try:
        yield 1
    finally:
        return 'fin'


def fin_yield():
    try:
        yield 1
    finally:
        yield 2


def other_exit():
    try:
        yield 1
    except GeneratorExit:
        raise GeneratorExit('mine')


for f in (swallow, convert, reraise, stop, fin_ret, fin_yield, other_exit):
    g = f()
    next(g)
    attempt(f.__name__ + ' close', g.close)
    attempt('  next', lambda: next(g))
    g = f()
    next(g)
    attempt(f.__name__ + ' throw', lambda: g.throw(GeneratorExit('t')))

    def outer():
        try:
            r = yield from f()
            print('outer got', r)
        except BaseException as e:
            print('outer sees', type(e).__name__, e, repr(e.__context__))
            raise
        yield 'more'
    g = outer()
    next(g)
    attempt(f.__name__ + ' outer close', g.close)
    g = outer()
    next(g)
    attempt(f.__name__ + ' outer throw', lambda: g.throw(GeneratorExit('t')))
    attempt('  next', lambda: next(g))

g = ignore(); next(g)
attempt('ignore', g.close)
g2 = ignore(); next(g2)


def od():
    yield from g2


x = od(); next(x)
attempt('ignore outer', x.close)
attempt('ignore outer next', lambda: next(x))
import gc
sys.unraisablehook = lambda u: print('unraisable', type(u.exc_value).__name__, u.exc_value, u.err_msg.split(' at ')[0])
del g, g2, x
gc.collect()

# contexts


def cg():
    try:
        yield 1
    except ValueError as e:
        print('in', repr(e.__context__))
        try:
            yield 2
        except KeyError as k:
            print('k ctx', repr(k.__context__), repr(sys.exception()))
            yield 3
        print('after', repr(sys.exception()))
        raise OSError('o')


try:
    raise IndexError('driver')
except IndexError:
    g = cg()
    next(g)
    attempt('t1', lambda: g.throw(ValueError('v')))
    print(repr(sys.exception()))
attempt('t2', lambda: g.throw(KeyError('k')))
try:
    raise IndexError('driver2')
except IndexError:
    attempt('t3', lambda: next(g))


def plain():
    yield sys.exception()
    try:
        raise ValueError('own')
    except ValueError:
        yield sys.exception()
        yield sys.exception()
    yield sys.exception()
    raise TypeError('end')


g = plain()
try:
    raise KeyError('a')
except KeyError:
    print(repr(next(g)), repr(next(g)), repr(sys.exception()))
print(repr(next(g)), repr(sys.exception()))
try:
    raise KeyError('b')
except KeyError:
    print(repr(next(g)))
    attempt('end', lambda: next(g))


def raises_in_handler():
    try:
        yield 1
    except GeneratorExit:
        try:
            1 / 0
        except ZeroDivisionError:
            raise


g = raises_in_handler(); next(g)
attempt('zde', g.close)

e = ValueError('pre')
e.__context__ = KeyError('prectx')


def th():
    try:
        1 / 0
    except ZeroDivisionError:
        yield


g = th(); next(g)
attempt('throw pre', lambda: g.throw(e))


def stop_inside():
    next(iter([]))
    yield


attempt('479', lambda: next(stop_inside()))


def stop_sub():
    class S(StopIteration): pass
    raise S(4)
    yield


attempt('479sub', lambda: next(stop_sub()))


def o479():
    try:
        yield from stop_inside()
    except RuntimeError as e:
        print('o', repr(e), repr(e.__cause__))
        raise StopIteration(3) from None


attempt('o479', lambda: next(o479()))
ge = (next(iter([])) for _ in [1])
attempt('genexp', lambda: next(ge))
