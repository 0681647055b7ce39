a = bytearray(b"abcdef")
m = memoryview(a)
print(m[0], bytes(m[1:3]), len(m), m.tolist(), m.format, m.itemsize, m.nbytes, m.readonly, m.shape, m == b"abcdef")
m[0] = 65
m[1:3] = b"XY"
print(a, bytes(m[::-1]), memoryview(b"ro").readonly, m.hex(), m.obj is a)
for code in ("a.append(1)", "memoryview(b'x').__setitem__(0, 1)", "m.__setitem__(slice(0, 2), b'abc')", "memoryview('s')", "m[99]", "m.__setitem__(0, 300)"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)
m.release()
a.append(33)
print(a)
try:
    m[0]
except ValueError as e:
    print(e)
with memoryview(b"q") as v: print(v[0])
