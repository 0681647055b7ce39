class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
    def __instancecheck__(cls, o): return o == "magic"
    def __len__(cls): return 42
    def __repr__(cls): return f"<{cls.__name__}!>"
    def __iter__(cls): return iter("it")
class A(metaclass=Meta, opt=1): x = 1
class B(A): pass
print(isinstance("magic", A), len(A), A, list(B), type(B).__name__, "i" in B)
class Other(type): pass
try:
    class C(A, metaclass=Other): pass
except TypeError as e:
    print(e)
def fn(name, bases, ns):
    return (name, bases, ns["y"])
class D(metaclass=fn): y = 5
print(D)
X = type("X", (A,), {"z": 3})
print(X.z)
