def f(a, b=1): pass
for call in ("f(1, 2, 3, b=4)", "f(1, 2, 3, c=4)", "f(1, 2, 3)"):
    try:
        eval(call)
    except TypeError as e:
        print(e)
for body in ("class A(int): __slots__ = 'x'", "class B: __slots__ = '__dict__', '__dict__'", "class C: __slots__ = '__weakref__', '__weakref__'",
             "type('a\\0b', (), {})"):
    try:
        exec(body)
    except (TypeError, ValueError) as e:
        print(e)
class S:
    __slots__ = ("a",)
try:
    del S().a
except AttributeError as e:
    print(e)
l = []
for i in range(100000): l = [l]
m = []
for i in range(100000): m = [m]
for test in (lambda: repr(l),):
    try:
        test()
    except RecursionError as e:
        print(type(e).__name__)
async def waits_for_itself():
    await me
me = waits_for_itself()
try:
    me.send(None)
except (ValueError, RuntimeError) as e:
    print(type(e).__name__, e)
