# `yield from` objects that have some of send, throw and close, or spoil them.
import sys

sys.unraisablehook = lambda u: None

def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__), '| cause', repr(e.__cause__))


class Plain:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration('plain')
        return self.n


class Full(Plain):
    def send(self, v):
        print('send', v)
        if v == 'stop':
            raise StopIteration('sent')
        if v == 'boom':
            raise KeyError('boom')
        return v

    def throw(self, *a):
        print('throw', a)
        if isinstance(a[0], ValueError):
            raise StopIteration('thrown')
        if isinstance(a[0], TypeError):
            return 'thrown yield'
        raise a[0]

    def close(self):
        print('close')


class BadClose(Full):
    def close(self):
        raise RuntimeError('bad close')


class NoSend(Plain):
    send = None


class PropThrow(Plain):
    @property
    def throw(self):
        print('throw looked up')
        raise AttributeError

    @property
    def close(self):
        raise OSError('close prop')


class GetAttr(Plain):
    def __getattr__(self, n):
        print('getattr', n)
        raise AttributeError(n)


def d(it):
    try:
        r = yield from it
    except BaseException as e:
        print('d sees', type(e).__name__, e, repr(e.__context__))
        raise
    finally:
        print('d finally')
    print('d got', r)
    yield 'end'


for cls in (Plain, Full, BadClose, NoSend, PropThrow, GetAttr):
    print('==', cls.__name__)
    for ops in (('n', 'n', 'n', 'n', 'n'), ('n', 's1'), ('n', 'sstop'), ('n', 'sboom'), ('n', 'tv'), ('n', 'tt', 'n'), ('n', 'tk'), ('n', 'te'), ('n', 'c')):
        g = d(cls())
        for op in ops:
            if op == 'n':
                attempt(op, lambda: next(g))
            elif op[0] == 's':
                attempt(op, lambda: g.send(op[1:]))
            elif op == 'c':
                attempt(op, lambda: g.close())
            else:
                attempt(op, lambda: g.throw({'v': ValueError('v'), 't': TypeError('t'), 'k': KeyError('k'), 'e': GeneratorExit('ge')}[op[1]]))

for bad in (5, None, object()):
    def bb():
        yield from bad
    attempt('bad', lambda: next(bb()))


class IterBad:
    def __iter__(self): return 5
attempt('iterbad', lambda: next(d(IterBad())))


class Stop(StopIteration):
    pass


class Sub(Plain):
    def __next__(self):
        raise Stop(1, 2, 3)


attempt('sub', lambda: next(d(Sub())))


class TupleStop(Plain):
    def __next__(self):
        raise StopIteration((1, 2))


attempt('tuple', lambda: next(d(TupleStop())))
