"""gc.set_debug(DEBUG_SAVEALL) and DEBUG_COLLECTABLE; small words of bytes and iterators."""
import gc, operator, contextlib, io, codeop, warnings

gc.collect()
gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.get_debug() == gc.DEBUG_SAVEALL)
class Ring:
    pass
ring = Ring()
ring.ring = ring
ring.name = "kept"
del ring
gc.collect()
kept = [x for x in gc.garbage if isinstance(x, Ring)]
print(len(kept), kept[0].name, kept[0].ring is kept[0])
gc.set_debug(0)
gc.garbage.clear()
del kept
print(gc.get_debug(), gc.garbage)

print(b'%b' % memoryview(b'abc'), b'<%s>' % bytearray(b'xy'))
for form, what in (('%c', 'ab'), ('%c', 1.5), ('%c', Ring())):
    try:
        print(form % what)
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
for form, what in ((b'%c', b'ab'), (b'%c', 'a'), (b'%c', 256), (b'%b', 3)):
    try:
        print(form % what)
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)

class Seq:
    n = 3
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i < self.n: return i
        raise IndexError
s = Seq()
r = reversed(s)
print(operator.length_hint(r))
s.n = 1
print(operator.length_hint(r))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(codeop.compile_command("'\\e' is 0", symbol="exec") is not None, len(seen))
