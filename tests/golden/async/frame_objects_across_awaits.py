# Frame objects of coroutines that await one another: identity, f_back, f_lineno, f_locals.
import sys
import types


@types.coroutine
def pause(tag):
    f = sys._getframe()
    print('pause', f.f_code.co_name, f.f_back.f_code.co_name, f.f_back.f_back.f_code.co_name)
    got = yield tag
    print('pause again', sys._getframe() is f, f.f_back.f_code.co_name)
    return got


async def inner(seen):
    f = sys._getframe()
    print('inner is not outer', f is not seen, f.f_code.co_name)
    print('inner back is outer', f.f_back is seen, sys._getframe(1) is seen)
    got = await pause('one')
    print('inner same', sys._getframe() is f, f.f_back is seen)
    return f, got


async def outer():
    f = sys._getframe()
    x = 1
    g, got = await inner(f)
    print('outer same', sys._getframe() is f, got, x)
    print('inner ended', g.f_code.co_name, g.f_back is f, sorted(g.f_locals))
    return f


def drive(c):
    print('drive', c.send(None))
    f = c.cr_frame
    print('suspended', f is c.cr_frame, f.f_back, f.f_lineno - f.f_code.co_firstlineno, sorted(f.f_locals))
    i = c.cr_await
    h = i.cr_frame
    print('inner suspended', h is i.cr_frame, h.f_back, h.f_lineno - h.f_code.co_firstlineno)
    f.f_locals['x'] = 42
    try:
        c.send('sent')
    except StopIteration as e:
        print('returned', e.value is f, e.value.f_locals['x'], f.f_lineno - f.f_code.co_firstlineno)
        print(c.cr_frame, f.f_back is sys._getframe(), f.f_locals.keys())


drive(outer())
