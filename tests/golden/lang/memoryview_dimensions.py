def tell(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


m = memoryview(bytearray(range(12))).cast('B', [3, 4])
print(m.shape, m.strides, m.ndim, m.nbytes, len(m), m.c_contiguous, m.f_contiguous, m.tolist(), m[1, 2], m[-1, -1], m[::2].tolist(), m[1:2].shape)
m[0, 1] = 99
print(m.tobytes(), m.tobytes('F'), m.cast('B').tolist()[:3], m.cast('I').shape, m == memoryview(m), m == m.tobytes(), memoryview(b'abcdefgh').cast('H', (2, 2)).shape)
one = memoryview(b'a').cast('B', [])
print(one.shape, one.ndim, one.tolist(), one[()], one[...] is one)
for function in (
    lambda: m[0], lambda: m[1, 9], lambda: m[9, 0], lambda: m[1,], lambda: m[1, 2, 3], lambda: m[0:1, 0:1], lambda: m['x'], lambda: list(m), lambda: 5 in m, lambda: m.index(1),
    lambda: m.__setitem__(slice(0, 1), b'abcd'), lambda: m.cast('B', [2, 6]), lambda: m[::2].cast('B'), lambda: len(one), lambda: one[0], lambda: list(one),
):
    tell(function)
flat = memoryview(b'abcdefgh')
for shape in [2], [3, 3], (2, 4), 'x', [2, 'a'], [0, 4], [-1, 8], [2, 2, 2], [1] * 65, [2 ** 40, 2 ** 40]:
    tell(lambda: flat.cast('B', shape).shape)
