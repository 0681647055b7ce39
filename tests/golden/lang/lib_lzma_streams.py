# lzma: containers, filters, checks, limits, pieces, and what is said of wrong data.
import _lzma
import io
import lzma

TEXT = b'the quick brown fox jumps over the lazy dog; ' * 40


def told(function, *args, **named):
    try:
        out = function(*args, **named)
        print(out if not isinstance(out, bytes) or len(out) < 40 else len(out))
    except Exception as e:
        print(type(e).__name__, e)


print('round trips')
for check in lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256:
    packed = lzma.compress(TEXT, check=check)
    d = lzma.LZMADecompressor()
    assert d.decompress(packed + b'behind') == TEXT
    print(packed[:12], d.check, d.eof, d.unused_data, lzma.decompress(packed * 2) == TEXT * 2)
for preset in 0, 3, 6, 1 | lzma.PRESET_EXTREME:
    assert lzma.decompress(lzma.compress(TEXT, preset=preset)) == TEXT
    assert lzma.decompress(lzma.compress(TEXT, lzma.FORMAT_ALONE, preset=preset)) == TEXT
print(lzma.compress(b''), lzma.compress(b'', lzma.FORMAT_ALONE)[:13], lzma.compress(b'abc', lzma.FORMAT_ALONE)[:13])
code = bytes(range(256)) + b'\xe8\x10\x20\x00\x00\xeb\x01\x02\x03' * 90
for name in 'X86', 'POWERPC', 'IA64', 'ARM', 'ARMTHUMB', 'SPARC':
    chain = [{'id': lzma.FILTER_DELTA, 'dist': 3}, {'id': getattr(lzma, 'FILTER_' + name)}, {'id': lzma.FILTER_LZMA2, 'preset': 1}]
    assert lzma.decompress(lzma.compress(code, filters=chain)) == code
    packed = lzma.compress(code, lzma.FORMAT_RAW, filters=chain)
    assert lzma.decompress(packed, lzma.FORMAT_RAW, filters=chain) == code
    d, out = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain), b''
    for i in range(len(packed)):
        out += d.decompress(packed[i:i + 1])
    print(name, out == code, d.eof, d.check)
for lc, lp, pb in (0, 0, 0), (4, 0, 4), (0, 4, 0), (1, 3, 2):
    chain = [{'id': lzma.FILTER_LZMA1, 'lc': lc, 'lp': lp, 'pb': pb, 'dict_size': 4096, 'mode': lzma.MODE_FAST, 'mf': lzma.MF_HC4, 'nice_len': 5, 'depth': 3}]
    assert lzma.decompress(lzma.compress(TEXT, lzma.FORMAT_RAW, filters=chain), lzma.FORMAT_RAW, filters=chain) == TEXT

print('pieces')
for packed in lzma.compress(TEXT), lzma.compress(TEXT, lzma.FORMAT_ALONE):
    d, out = lzma.LZMADecompressor(), b''
    for i in range(len(packed)):
        assert not d.eof and d.needs_input
        out += d.decompress(packed[i:i + 1])
    print(out == TEXT, d.eof, d.needs_input, d.check)
    told(d.decompress, b'')
    d = lzma.LZMADecompressor()
    print(d.decompress(packed + b'behind', 5), d.eof, d.needs_input, d.unused_data)
    print(d.decompress(b'', 0), len(d.decompress(b'', 100)), d.needs_input)
    print(len(d.decompress(b'')), d.eof, d.needs_input, d.unused_data)

print('wrong')
packed, old = lzma.compress(TEXT), lzma.compress(TEXT, lzma.FORMAT_ALONE)
for data in (b'', b'abc', b'\xfd7zXZ\x01', packed[:6] + b'\0\x99' + packed[8:], packed[:-1], packed[:20] + b'x' + packed[21:], packed[:8] + b'x' + packed[9:], packed[:60] + b'xx' + packed[62:],
             packed[:-3] + b'xxx', packed[:-20] + b'\xff' + packed[-19:], old[:13] + b'\1' + old[14:], b'\xff' * 20, b'\x5d\0\0\0\1' + b'\0' * 8):
    for form in lzma.FORMAT_AUTO, lzma.FORMAT_XZ, lzma.FORMAT_ALONE:
        d = lzma.LZMADecompressor(form)
        told(d.decompress, data)
        print(d.check, d.eof, d.needs_input)
        if d.eof:
            continue
        told(d.decompress, b'')
    told(lzma.decompress, data)
for limit in 0, 1024, 1 << 20, 1 << 24:
    told(lzma.LZMADecompressor(memlimit=limit).decompress, packed)
    told(lzma.LZMADecompressor(memlimit=limit).decompress, old)
raw = [{'id': lzma.FILTER_LZMA2}]
for named in ({'format': 7}, {'check': 99}, {'check': 2}, {'format': 2, 'check': 1}, {'format': 3}, {'preset': 10}, {'preset': -1}, {'preset': 2 ** 40}, {'preset': 'a'}, {'preset': 1, 'filters': raw}, {'format': 2, 'preset': 10},
              {'format': 2, 'filters': raw}, {'format': 3, 'filters': raw * 2}, {'format': 3, 'check': 0, 'filters': raw}):
    told(lambda: lzma.LZMACompressor(**named) and 'made')
for chain in ([], 3, [3], {}, [{}], [{'id': 5}], [{'id': 33, 'x': 3}], [{'id': 33, 'dict_size': 2 ** 40}], [{'id': 33, 'dict_size': 1}], [{'id': 33, 'lc': 5}], [{'id': 33, 'lc': 'a'}], raw * 5, raw * 2, [{'id': 3}], [{'id': 3, 'dist': 0}] + raw,
              [{'id': 3, 'dist': 257}] + raw, [{'id': 6, 'start_offset': 1}] + raw, [{'id': 4, 'dist': 1}] + raw, [{'id': 3, 'start_offset': 1}] + raw, [{'id': lzma.FILTER_LZMA1}], [{'id': 99}], [{'id': 'a'}], [{'id': -1}], [{'id': 2 ** 70}], [{'id': 33, 'mode': 7}],
              [{'id': 33, 'mf': 7}], [{'id': 33, 'nice_len': 1}], [{'id': 33, 'preset': 99}], [{'id': 33, 'preset': 'a'}], [{'id': 33, 'pb': 5}], tuple(raw)):
    told(lambda: lzma.LZMACompressor(filters=chain) and 'made')
for args in (9,), (3,), (0, None, raw), (3, 5, raw), (0, -1), (0, 2 ** 70), (0, 'a'), (3, None, []), (3, None, raw):
    told(lambda: lzma.LZMADecompressor(*args) and 'made')
c = lzma.LZMACompressor()
told(c.compress, 'text')
c.flush()
told(c.compress, b'')
told(c.flush)

print('properties')
for spec in ({'id': 33}, {'id': lzma.FILTER_LZMA1}, {'id': 3}, {'id': 3, 'dist': 256}, {'id': 4}, {'id': 4, 'start_offset': 16}, {'id': 99}, {}, 3, {'id': 33, 'dict_size': 4096}, {'id': 33, 'dict_size': 5000},
             {'id': lzma.FILTER_LZMA1, 'dict_size': 5000, 'lc': 4, 'lp': 0, 'pb': 0}, {'id': 33, 'lc': 4, 'lp': 4}, {'id': lzma.FILTER_LZMA1, 'lc': 4, 'lp': 4}, {'id': 6, 'start_offset': 3}):
    told(_lzma._encode_filter_properties, spec)
for args in ((33, b''), (33, b'\x18'), (33, b'\x29'), (33, b'\x28'), (33, b'\0'), (lzma.FILTER_LZMA1, b''), (lzma.FILTER_LZMA1, b'\x5d\0\0\1\0'), (lzma.FILTER_LZMA1, b'\xff\0\0\1\0'), (3, b'\5'), (3, b''), (4, b''), (4, b'\1\2\0\0'),
             (4, b'\1'), (99, b''), (2 ** 70, b''), (3, 'a'), (4, b'\0\0\0\0')):
    told(_lzma._decode_filter_properties, *args)
print([lzma.is_check_supported(i) for i in (0, 1, 2, 4, 10, 15, 16)])
with io.BytesIO() as f:
    with lzma.open(f, 'wt', encoding='utf-8') as g:
        g.write('é\n' * 5)
    f.seek(0)
    print(lzma.open(f, 'rt', encoding='utf-8').readlines())
