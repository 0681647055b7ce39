class A:
    def __new__(cls, *a, **k):
        print("new", a, k)
        self = super().__new__(cls)
        return self
    def __init__(self, x, y=2): print("init", x, y)
A(1, y=3)
class B:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(B())
class Single:
    one = None
    def __new__(cls):
        if cls.one is None: cls.one = super().__new__(cls)
        return cls.one
print(Single() is Single())
class C:
    def __init__(self): return 5
for code in ("C()", "object(1)", "object.__new__(int)", "int.__new__(str)", "object.__new__(5)", "A()", "object().x", "object().__init__(1)"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (b, a))
print(T(1, 2), type(T(1, 2)).__name__)
