import types


async def co(): ...
async def ag(): yield


def g(): yield


c, a = co(), ag()
print(isinstance(c, types.CoroutineType), isinstance(a, types.AsyncGeneratorType), isinstance(g(), types.GeneratorType))
c.close()
print(isinstance(g, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(len, types.BuiltinFunctionType))
print(isinstance([].append, types.BuiltinMethodType), isinstance(g.__code__, types.CodeType), isinstance(types, types.ModuleType))
print(types.NoneType, types.EllipsisType, types.NotImplementedType, types.UnionType, types.GenericAlias)
print(types.MethodType, types.MappingProxyType, types.SimpleNamespace, types.FrameType, types.TracebackType, types.CellType)
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [2]
print(ns, ns.a, ns == types.SimpleNamespace(a=1, b="x", c=[2]), types.SimpleNamespace(), vars(ns))
proxy = types.MappingProxyType({"k": 1})
print(proxy, proxy["k"], len(proxy), "k" in proxy, list(proxy.items()))
try:
    proxy["z"] = 1
except TypeError as e:
    print(e)
print(types.MethodType(lambda self, x: (self, x), 5)(6))


class Base:
    def __init_subclass__(cls, **kw):
        print("subclass", cls.__name__, kw)


def body(ns):
    ns["answer"] = 42


C = types.new_class("C", (Base,), {"flag": True}, body)
print(C.answer, C.__mro__[1].__name__, types.new_class("D").__bases__)


class Entry:
    def __mro_entries__(self, bases):
        return (Base,)


entry = Entry()
print(types.resolve_bases((entry, int))[0] is Base, types.prepare_class("X", (), {"metaclass": type, "k": 1}))
E = types.new_class("E", (entry,))
print(E.__bases__[0] is Base, types.get_original_bases(E)[0] is entry, types.get_original_bases(int))


class Meta(type):
    def __getattr__(cls, name):
        return f"class level {name}"


class W(metaclass=Meta):
    @types.DynamicClassAttribute
    def v(self):
        return "instance level"


print(W.v, W().v)


@types.coroutine
def legacy():
    x = yield 1
    return x


async def use():
    return await legacy()


u = use()
print(u.send(None))
try:
    u.send("done")
except StopIteration as e:
    print(e.value)
m = types.ModuleType("made", "doc")
print(m.__name__, m.__doc__)
f = types.FunctionType(g.__code__, {"__builtins__": {}}, "renamed")
print(f.__name__, list(f()))
