# bz2 in pieces, and what is said of wrong data.
import _bz2
import bz2
import io

TEXT = b'the quick brown fox jumps over the lazy dog; ' * 40


def told(function, *args, **named):
    try:
        out = function(*args, **named)
        print(out if not isinstance(out, bytes) or len(out) < 40 else len(out))
    except Exception as e:
        print(type(e).__name__, e)


packed = bz2.compress(TEXT)
print(len(packed), packed[:10], bz2.decompress(packed) == TEXT, bz2.decompress(packed + packed) == TEXT * 2, bz2.decompress(packed + b'junk') == TEXT)
for level in range(1, 10):
    assert bz2.decompress(bz2.compress(TEXT * 9, level)) == TEXT * 9
c, out = bz2.BZ2Compressor(1), b''
for i in range(0, len(TEXT), 7):
    out += c.compress(TEXT[i:i + 7])
out += c.flush()
print(bz2.decompress(out) == TEXT)
told(c.compress, b'')
told(c.flush)
d, out = bz2.BZ2Decompressor(), b''
for i in range(len(packed)):
    out += d.decompress(packed[i:i + 1])
print(out == TEXT, d.eof, d.needs_input, d.unused_data)
told(d.decompress, b'')
d = bz2.BZ2Decompressor()
print(d.decompress(packed + b'behind', 5), d.eof, d.needs_input, d.unused_data)
print(d.decompress(b'', 0), len(d.decompress(b'', 100)), d.needs_input)
print(len(d.decompress(b'')), d.eof, d.needs_input, d.unused_data)
for data in b'', b'BZ', b'abc', b'BZh0', packed[:-1], packed[:20] + b'xx' + packed[22:], packed[:-3] + b'xxx':
    d = bz2.BZ2Decompressor()
    told(d.decompress, data)
    print(d.eof, d.needs_input, d.unused_data)
    told(bz2.decompress, data)
for args in (0,), (10,), ('a',), (1, 2):
    told(bz2.BZ2Compressor, *args)
told(bz2.BZ2Compressor, compresslevel=3)
told(bz2.BZ2Decompressor, 1)
told(bz2.BZ2Compressor().compress, 'text')
told(setattr, d, 'eof', True)
with io.BytesIO() as raw:
    with bz2.open(raw, 'wt', encoding='utf-8') as f:
        f.write('é\n' * 5)
    raw.seek(0)
    with bz2.open(raw, 'rt', encoding='utf-8') as f:
        print(f.read(3), f.readlines())
print(_bz2.BZ2Compressor is bz2.BZ2Compressor, bz2.BZ2Compressor)
