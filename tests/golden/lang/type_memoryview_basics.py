a = bytearray(b"abcdef")
m = memoryview(a)
print(m[0], bytes(m[1:3]), m[::2].tolist(), len(m), m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m[::2].contiguous, m.tobytes(), m.hex(), m == a, m[1:] == b"bcdef", m.obj is a)
m[0] = 65; m[1:3] = b"XY"; print(a, m.toreadonly().readonly, memoryview(b"x").readonly, 98 in memoryview(b"abc"), list(memoryview(b"ab")), hash(memoryview(b"ab")) == hash(b"ab"))
c = memoryview(bytearray(8)).cast("I"); c[1] = 7; print(c.tolist(), c.nbytes, c.itemsize, len(c), c.cast("B").tolist())
with memoryview(b"abc") as w: print(w[1])
for f in (lambda: w[0], lambda: a.append(1), lambda: m.__setitem__(0, 300), lambda: memoryview(5), lambda: memoryview(b"a").__setitem__(0, 1), lambda: m[99], lambda: m["a"], lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: hash(memoryview(bytearray(1))), lambda: m.cast("z"), lambda: memoryview(bytearray(3)).cast("I"), lambda: m.__delitem__(0)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m.release(); a.append(33); print(a)
