class A: v = "A"
class B:
    @property
    def v(self): return "B"
class C:
    def __init__(self): self.v = "C"
class D:
    def __getattr__(self, n): return "D " + n
class E:
    __slots__ = ("v",)
    def __init__(self): self.v = "E"
class F(E): pass
class G(dict): v = "G"
import types
m = types.SimpleNamespace(v="ns")
def get(o): return o.v
print([get(o) for o in (A(), B(), C(), D(), E(), F(), G(), m, A, A(), B())] * 1)
for bad in (5, None, "s", [], get, C):
    try:
        get(bad)
    except AttributeError as e:
        print(e)
