class C:
    x = "class"
    def __getattribute__(self, n):
        if n.startswith("log"): return "intercepted " + n
        return super().__getattribute__(n)
    def __getattr__(self, n):
        if n == "raise": raise AttributeError("custom")
        return "fallback " + n
    def __setattr__(self, n, v):
        print("setattr", n, v)
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print("delattr", n)
        object.__delattr__(self, n)
c = C()
c.y = 2
print(c.x, c.y, c.logged, c.zzz, hasattr(c, "raise"), getattr(c, "raise", "default"))
del c.y
try:
    del c.y
except AttributeError as e:
    print(e)
class M(type):
    def __getattr__(cls, n): return "meta " + n
class K(metaclass=M): pass
print(K.anything, hasattr(K(), "anything"))
