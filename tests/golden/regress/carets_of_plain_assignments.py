import linecache
import sys
import traceback


class C:
    pass


def c(*args, **kwargs):
    raise ValueError


o = C()
o.m = c
o.o = o
G = {}
LINES = r'''
G[0] = c()
o.x = c()
a, b = c()
x = y = c()
G[:] = c()
x = (c())
x = ((c)(1))
(x) = c()
[x] = c()
a, = c()
*a, = c()
x: int = c()
x = o.o.m(1)
x = c() # why
x = c();
y = c(); x = 1
x = 1; y = c()
x = ( c() )
x = c(),
x = (c(),)
x = c().y
x = c()()
x = -c()
x = [c()]
x = (y := c())
if 1: x = c()
G["a=b"] = c()
x = o.y = c()
return c()
return (c())
return (c)()
return o.m()
return c() + 1
return c();
'''.split('\n')[1:-1]

for i, line in enumerate(LINES):
    name = f'<line {i}>'
    text = f'def f():\n    {line}\nf()\n'
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    try:
        exec(compile(text, name, 'exec'))
    except ValueError as e:
        for entry in traceback.format_tb(e.__traceback__)[2:3]:
            print(entry, end='')
