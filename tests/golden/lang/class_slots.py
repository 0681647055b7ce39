class S:
    __slots__ = ("a", "b", "__weakref__")
    def __init__(self): self.a = 1
s = S()
print(s.a)
for code in ("s.b", "s.c = 1", "s.__dict__", "del s.b"):
    try:
        exec(code)
    except AttributeError as e:
        print(e)
class T(S): pass
t = T(); t.z = 1; print(t.__dict__, t.a)
class U(S):
    __slots__ = ["c"]
u = U(); u.c = 3; print(u.c, hasattr(u, "__dict__"), U.__slots__, type(U.c).__name__)
for body in ("__slots__ = ('x',); x = 1", "__slots__ = ('1a',)", "__slots__ = (5,)", "__slots__ = ('__dict__', '__dict__')"):
    try:
        exec(f"class V:\n    {body}")
    except (ValueError, TypeError) as e:
        print(e)
class W(int):
    __slots__ = ()
try:
    W(1).x = 1
except AttributeError as e:
    print(e)
class P:
    __slots__ = "__private", "one"
P()._P__private = 1
