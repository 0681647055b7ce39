class C:
    def m(self): pass
    class Inner: pass
def clean(x):
    text, out = repr(x), ""
    while " at 0x" in text:
        head, text = text.split(" at 0x", 1)
        text, out = text.lstrip("0123456789abcdef"), out + head + " at 0x"
    return out + text
def f(): yield
async def co(): pass
c = co()
for x in (C(), C, C.Inner(), C().m, C.m, f, f(), c, lambda: 0, len, [].append, int, type, object(), iter([]), iter({}), iter(""), iter(()), iter(set()), {}.keys(), range(2), map(str, []), zip(), enumerate([]), reversed([]),
          property(), staticmethod(f), classmethod(f), super(C, C()), (i for i in []), memoryview(b""), NotImplemented, Ellipsis, __import__("sys"), type(f.__code__), C.__dict__["__dict__"], str.join, {}.__class__, (1).__add__, filter(None, []), iter(int, 1), slice(1)):
    print(clean(x))
c.close()
