# zlib in pieces: objects, flushes, dictionaries, copies, wrappings, and what is said of wrong data.
import copy
import zlib

TEXT = b'the quick brown fox jumps over the lazy dog; ' * 40


def told(function, *args, **named):
    try:
        out = function(*args, **named)
        print(out if not isinstance(out, bytes) or len(out) < 40 else (len(out), out[:12]))
    except Exception as e:
        print(type(e).__name__, e)


for wbits in 15, 9, -15, -9, 31, 25:
    for level in -1, 0, 1, 6, 9:
        packed = zlib.compress(TEXT, level, wbits)
        assert zlib.decompress(packed, wbits) == TEXT
        if wbits > 0:
            assert zlib.decompress(packed, (wbits & 15) + 32) == TEXT
for strategy in zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED:
    c = zlib.compressobj(6, zlib.DEFLATED, 15, 9, strategy)
    assert zlib.decompress(c.compress(TEXT) + c.flush()) == TEXT

print('flushes')
for mode in zlib.Z_PARTIAL_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_BLOCK:
    c, d = zlib.compressobj(), zlib.decompressobj()
    out = d.decompress(c.compress(TEXT[:100]) + c.flush(mode))
    print(mode, len(out) >= 99, d.eof)
    out += d.decompress(c.compress(TEXT[100:]) + c.flush())
    assert out == TEXT and d.eof
c = zlib.compressobj()
print(c.flush(zlib.Z_NO_FLUSH), len(c.flush()) > 0)
for call in (c.compress, b'x'), (c.flush,), (c.copy,):
    told(*call)

print('limits')
packed = zlib.compress(TEXT) + b'behind'
d, out = zlib.decompressobj(), b''
rest = packed
while not d.eof:
    piece = d.decompress(rest, 100)
    assert len(piece) <= 100
    out += piece
    rest = d.unconsumed_tail
print(out == TEXT, d.unused_data, d.unconsumed_tail)
print(d.decompress(b'more'), d.unused_data)
d, out = zlib.decompressobj(), b''
for i in range(len(packed)):
    out += d.decompress(packed[i:i + 1])
print(out == TEXT, d.unused_data, d.flush(), d.flush())
d = zlib.decompressobj()
first = d.decompress(packed, 10)
twin = d.copy()
deep = copy.deepcopy(d)
print(first, d.flush() == twin.flush() == TEXT[10:], deep.decompress(deep.unconsumed_tail) == TEXT[10:])
c = zlib.compressobj()
start = c.compress(TEXT[:500])
twin = copy.copy(c)
a, b = start + c.compress(TEXT[500:]) + c.flush(), start + twin.compress(b'other') + twin.flush()
print(zlib.decompress(a) == TEXT, zlib.decompress(b) == TEXT[:500] + b'other')

print('for files')
d = zlib._ZlibDecompressor()
print(d.decompress(packed, 5), d.needs_input, d.eof, d.unused_data)
print(d.decompress(b'', 0), d.needs_input)
print(d.decompress(b'') == TEXT[5:], d.needs_input, d.eof, d.unused_data)
told(d.decompress, b'')

print('dictionaries')
words = b'lazy dog brown fox'
c = zlib.compressobj(zdict=words)
packed = c.compress(TEXT) + c.flush()
print(zlib.decompressobj(zdict=words).decompress(packed) == TEXT)
told(zlib.decompress, packed)
told(zlib.decompressobj().decompress, packed)
told(zlib.decompressobj(zdict=b'others').decompress, packed)
c = zlib.compressobj(wbits=-15, zdict=words)
packed = c.compress(TEXT) + c.flush()
print(zlib.decompressobj(-15, words).decompress(packed) == TEXT)

print('wrong')
packed = zlib.compress(TEXT)
for data in b'', b'x', b'abc', packed[:-1], packed[:3], packed[:-1] + b'x', packed[:2] + b'\xff\xff' + packed[4:], b'\x1f\x8b', b'\x78\x9c\x07':
    told(zlib.decompress, data)
    told(zlib.decompress, data, 31)
    told(zlib.decompressobj().decompress, data)
for named in {'level': 10}, {'method': 3}, {'wbits': 3}, {'memLevel': 0}, {'strategy': 9}, {'zdict': 3}, {'level': 2 ** 40}, {'level': 1.5}:
    told(zlib.compressobj, **named)
told(zlib.compress, b'', 10)
told(zlib.compress, 'text')
told(zlib.compress, b'', wbits=99)
told(zlib.decompress, b'', wbits=99)
told(zlib.decompress, b'', bufsize=-1)
told(zlib.decompressobj, 99)
told(zlib.decompressobj, zdict=None)
told(zlib.decompressobj().decompress, b'', -1)
told(zlib.decompressobj().flush, 0)
told(setattr, zlib.decompressobj(), 'eof', True)
told(type(zlib.compressobj()))

print('sums')
for start in 0, 1, 2 ** 32 + 5, -1:
    print(zlib.crc32(TEXT, start), zlib.adler32(TEXT, start))
print(zlib.crc32(b''), zlib.adler32(b''), zlib.crc32(memoryview(TEXT)[::1]), zlib.adler32(bytearray(TEXT * 300)))
print(zlib.error.__mro__, {k: v for k, v in sorted(vars(zlib).items()) if k.startswith(('Z_', 'D', 'MAX'))})
