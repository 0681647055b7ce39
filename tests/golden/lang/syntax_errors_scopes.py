for code in [
    'return 1',
    'yield 1',
    'await x',
    'break',
    'continue',
    'def f(a, a): pass',
    'nonlocal x',
    'def f():\n  nonlocal q',
    'def f():\n  x = 1\n  global x',
    'from .x import *\ndef f():\n  from y import *',
    'global',
    'async def f():\n  yield from x',
    'def f():\n  async with a: pass',
    'class C:\n  return 1',
    'def f[T, T](): pass',
]:
    try:
        compile(code, "<t>", "exec")
        print(repr(code), "compiles")
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg, e.lineno)
