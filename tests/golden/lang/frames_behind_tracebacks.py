# The frames of a traceback keep their locals and their callers, plain ones, generators and coroutines.
import sys


def behind(f):
    return f.f_back and f.f_back.f_code.co_name


def fail(a):
    b = a + 1
    raise ValueError(b)


def mid(x):
    m = x * 2
    fail(m)


def top():
    t = 't'
    try:
        mid(4)
    except ValueError as e:
        return e


e = top()
tb = e.__traceback__
while tb:
    print(tb.tb_frame.f_code.co_name, {k: v for k, v in tb.tb_frame.f_locals.items() if k != 'e'}, behind(tb.tb_frame))
    tb = tb.tb_next
print(e.__traceback__.tb_next.tb_frame.f_back is e.__traceback__.tb_frame)


def g(n):
    loc = n
    yield 1
    raise KeyError(loc)


def g2(n):
    k = n + 1
    yield from g(k)


def use():
    try:
        for x in g2(5):
            pass
    except KeyError as e:
        return e


e = use()
tb = e.__traceback__
while tb:
    print(tb.tb_frame.f_code.co_name, sorted(tb.tb_frame.f_locals), behind(tb.tb_frame))
    tb = tb.tb_next


async def c1():
    v1 = 1
    await c2()


async def c2():
    v2 = 2
    raise OSError


try:
    c1().send(None)
except OSError as e:
    tb = e.__traceback__.tb_next
    while tb:
        print(tb.tb_frame.f_code.co_name, sorted(tb.tb_frame.f_locals.items()), behind(tb.tb_frame))
        tb = tb.tb_next


def ret():
    q = 1
    return sys._getframe()


f = ret()
print(f.f_back is sys._getframe(), f.f_locals, behind(f))
