# The frame object of a generator: one and the same at every look, its locals readable and writable while suspended, kept when it has ended.
import sys
import gc


def g():
    x = 1
    y = []
    while True:
        got = yield x, y
        if got == 'stop':
            return 5
        x += 1


a = g()
f = a.gi_frame
print(f.f_lineno - f.f_code.co_firstlineno, dict(f.f_locals))
print(next(a), f is a.gi_frame, f.f_lineno - f.f_code.co_firstlineno)
f.f_locals['x'] = 10
f.f_locals['y'].append(3)
print(next(a), dict(a.gi_frame.f_locals))
try:
    a.send('stop')
except StopIteration as e:
    print(e.value)
print(a.gi_frame, dict(f.f_locals), f.f_lineno - f.f_code.co_firstlineno)
f.f_locals['x'] = 77
print(f.f_locals['x'])

# the generator dies, the frame stays
b = g()
next(b)
f = b.gi_frame
del b
gc.collect()
print(f.f_back, f.f_lineno - f.f_code.co_firstlineno)

# the frame dies first
b = g()
next(b)
f = b.gi_frame
i = id(f)
del f
print(next(b), b.gi_frame is b.gi_frame)

# closing
b = g()
next(b)
b.close()
print(b.gi_frame)

# unstarted
b = g()
f = b.gi_frame
print(f.f_lineno - f.f_code.co_firstlineno)
b.close()
print(dict(f.f_locals), b.gi_frame)

# clear
b = g()
next(b)
try:
    b.gi_frame.clear()
except RuntimeError as e:
    print(e)


def h():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        print(e)
    yield 1


list(h())


class D:
    def __del__(self):
        print('D dies')


def k():
    d = D()
    yield 1
    yield 2


b = k()
next(b)
f = b.gi_frame
del b
print('generator gone')
del f
print('frame gone')

b = k()
next(b)
f = b.gi_frame
del f
print('frame gone')
del b
print('generator gone')
b = k()
fr = None
for v in b:
    fr = b.gi_frame
print('loop done')
del fr
print('all gone')


def fin():
    z = 3
    try:
        yield
    finally:
        print('fin', sys._getframe() is f, z)
        z = 4


b = fin()
next(b)
f = b.gi_frame
del b
print(dict(f.f_locals), f.f_lineno - f.f_code.co_firstlineno)

# self-reference cycle


def cyc():
    me = yield
    fr = sys._getframe()
    d = D()
    yield fr


b = cyc()
next(b)
print(b.send(b) is b.gi_frame)
del b
gc.collect()
print('collected')
