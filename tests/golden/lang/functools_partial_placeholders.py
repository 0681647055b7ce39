# 3.14's `functools.partial`: placeholders, and a method where it stands in a class.
import copy
import functools
import pickle
from functools import Placeholder as _, partial, partialmethod, reduce

P = type(_)
print(P, repr(_), P() is _, _.__reduce__(), copy.copy(_) is _, pickle.loads(pickle.dumps(_)) is _, P.__doc__.split('\n')[0])


def show(*args, **kwargs):
    return args, kwargs


p = partial(show, _, 1, _, 3, k=4)
print(p.args, p.keywords, p('a', 'b', 'c', k=5), repr(partial(print, _, 1)))
print(partial(p, 2).args, partial(p, _, 9, 10).args, partial(partial(show, _, _, 1), _, 5).args, partial(p, 1, 2)('x'))
for text in ['P(1)', 'type("X", (P,), {})', 'partial(show, _)', 'partial(show, _, 1)()', 'p("a")', 'partial(show, 1, x=_)', 'partial(partial(show, _, 1), _)', 'partial(show, 1).__get__(None, int)', 'partial(show, 1).__get__(None)',
             'partial()', 'partial(1)', 'partial(show).__setstate__((show, (_,), {}, None))', 'setattr(_, "x", 1)', 'reduce(show, [], initial=3)', 'reduce(max, [1, 5], initial=7)', 'reduce(max, [])']:
    try:
        print(text, '->', str(eval(text)).split(' at 0x')[0].replace(repr(show), 'show'))
    except Exception as e:
        print(text, '!!', type(e).__name__, e)
q = partial(show)
q.keywords[1] = 2
try:
    q()
except TypeError as e:
    print(e)
print(q.__setstate__((show, (_, 2), {'a': 1}, None)), q('z'))


class C:
    def __repr__(self):
        return 'C()'

    m = partial(show, 1)
    s = staticmethod(partial(show, 2))
    c = classmethod(partial(show, 3))
    pm = partialmethod(show, _, 4)


print(C().m(5), C.m(5), C().s(5), C.c(5)[0][0], C().pm(6))


class D:
    @classmethod
    def k(cls, x: int) -> str: 'doc'
    @staticmethod
    def t(y: 'float'): ...

    print(k.__annotations__, t.__annotations__, k.__annotate__(1), k.__doc__)
    t.__annotations__ = {'a': 1}
    print(t.__annotations__)
    del t.__annotations__
    try:
        del t.__annotations__
    except AttributeError as e:
        print(e)
    print(t.__annotations__)


@functools.singledispatch
def f(v): return 'other'


@f.register
def g(v: int | float): return 'number'


class E:
    @functools.singledispatchmethod
    @classmethod
    def h(cls, v): return 'other'

    @h.register
    @classmethod
    def i(cls, v: str): return 'text'


print(f(1), f('x'), E.h('a'), E.h(2))
