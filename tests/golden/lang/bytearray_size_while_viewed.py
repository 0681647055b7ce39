def item(b): del b[0]
def part(b): del b[:2]
def every(b): del b[::2]
def longer(b): b[:1] = b'xy'
def shorter(b): b[:2] = b''
def add(b): b += b'x'
def itself(b): b += b
def times(b): b *= 2
def same(b): b[:2], b[::2] = b'pq', b'rs'; b += b''; b *= 1; b.extend([]); del b[1:1]; b.reverse()


for f in [item, part, every, longer, shorter, add, times, lambda b: b.append(1), lambda b: b.extend(b'x'), same,
          lambda b: b.clear(), lambda b: b.pop(), lambda b: b.insert(0, 1), lambda b: b.remove(97),
          lambda b: b.__init__(b'abc')]:
    b = bytearray(b'abc')
    with memoryview(b) as view:
        try:
            f(b)
            print('fine', b)
        except BufferError as e:
            print(f.__name__, e)
    f(b)
    print(b)
try:
    itself(b)
except BufferError as e:
    print(e)
