# Long chains of generators and coroutines: driven, looked at, thrown into, closed.
import sys


def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, str(e)[:40])


def tree(n):
    if n:
        yield from tree(n - 1)
    yield n


print(sum(tree(300)))
print(sum(1 for _ in tree(300)))


def count():
    f = sys._getframe(1)
    n = 0
    while f:
        n += 1
        f = f.f_back
    return n


def dtree(n):
    if n:
        yield from dtree(n - 1)
    else:
        yield count()


print(next(dtree(100)), list(dtree(200)))


async def deep(n):
    if n:
        return await deep(n - 1)
    return count()


def run(c):
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


print(run(deep(100)))
attempt('too deep', lambda: run(deep(5000)))
attempt('too deep gen', lambda: list(tree(5000)))
attempt('getframe', lambda: sys._getframe(10000))
attempt('getframe neg', lambda: sys._getframe(-1).f_code.co_name)


def chain(n):
    def base():
        yield 1
        yield 2
    g = base()
    for i in range(n):
        def w(g):
            yield from g
        g = w(g)
    return g


c = chain(200)
print(next(c), next(c), next(c, 'end'))
c = chain(200)
next(c)
attempt('throw', lambda: c.throw(OSError('x')))
c = chain(200)
next(c)
c.close()
c = chain(200)
next(c)
fs = []
x = c
while x.gi_yieldfrom is not None:
    fs.append(x.gi_frame)
    x = x.gi_yieldfrom
print(len(fs), fs[5].f_locals['g'] is c.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom)
del c, x
print(fs[7].f_back)
