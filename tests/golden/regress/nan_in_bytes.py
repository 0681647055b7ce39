# Each NaN is an object of its own, and nothing of that is in its bytes.
import array
import marshal
import pickle
import struct

x, y = float('nan'), float('-nan')
print(x is float('nan'), len({x, float('nan')}))
for value in x, y, [x, x], complex('nan+nanj'):
    print(pickle.dumps(value, 2), pickle.dumps(value, 5))
print(marshal.dumps(x, 2), marshal.dumps(complex('nan'), 2), marshal.dumps([y], 2))
print(struct.pack('<d', x), array.array('d', [y]).tobytes())
print(marshal.dumps(struct.unpack('<d', b'\0\0\0\0\0\1\xf8\x7f')[0], 2))
