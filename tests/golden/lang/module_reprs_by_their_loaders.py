import types
from importlib.machinery import ModuleSpec


class Loader:
    def __repr__(self):
        return "<L>"


m = types.ModuleType("foo")
print(m)
m.__loader__ = Loader()
print(m)
m.__file__ = "/x/foo.py"
print(m)
m.__spec__ = ModuleSpec("bar", Loader())
print(m)
m.__spec__ = ModuleSpec("bar", Loader(), origin="there")
print(m)
exec("def __getattr__(name): raise AttributeError('no ' + name)", m.__dict__)
try:
    m.x
except AttributeError as e:
    print(e, hasattr(m, "y"))
