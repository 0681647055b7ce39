async def f(): pass
async def ag(): yield
class K:
    async def m(self): pass
def clean(x):
    text, out = repr(x), ""
    while " at 0x" in text:
        head, text = text.split(" at 0x", 1)
        text, out = text.lstrip("0123456789abcdef"), out + head + " at 0x"
    return out + text
c, m, g = f(), K().m(), ag()
print(clean(c), clean(m), clean(g), clean(g.__anext__()), clean(c.__await__()), clean(f))
c.close(); m.close()
print(c.cr_frame, c.close())
for x in (c,):
    try:
        x.send(None)
    except RuntimeError as e:
        print(e)
    try:
        x.throw(ValueError("into closed"))
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, e)
w = f().__await__()
try:
    next(w)
except StopIteration as e:
    print(repr(e.value), type(w).__name__, iter(w) is w)
