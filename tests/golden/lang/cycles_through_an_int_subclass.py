import gc
import weakref


class Number(int): pass
class Text(str): pass
class Watched: pass


for kind in [Number, Text, bytearray and type('Bytes', (bytearray,), {})]:
    v, w = kind(), Watched()
    v.me, v.watched = v, w
    r = weakref.ref(w)
    del v, w
    gc.collect()
    print(r())
def local():
    class Local(int): pass
    Local.one = Local(1)
    return weakref.ref(Local)
r = local()
gc.collect()
print(r())
