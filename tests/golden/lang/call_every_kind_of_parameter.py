def f(a, /, b, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, 2, d=4))
print(f(1, 2, 3, 4, 5, d=6, e=7, x=8))
print(f(1, b=2, d=3, a="kw a"))
print(f(*[1, 2], **{"d": 3, "z": 9}))
print((lambda *, k=1: k)(), (lambda *a, **k: (a, k))(1, *[2], x=3, **{"y": 4}))
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
