# compression.zstd: frames in pieces, parameters, dictionaries, and what is said of wrong data.
import _zstd
import io
from compression import zstd
from compression.zstd import CompressionParameter as C, DecompressionParameter as D

TEXT = b'the quick brown fox jumps over the lazy dog; ' * 40
JUNK = bytes((i * i * 7 + i // 3) & 255 for i in range(1 << 10))


def told(function, *args, **named):
    try:
        out = function(*args, **named)
        print(out if not isinstance(out, bytes) or len(out) < 40 else len(out))
    except Exception as e:
        print(type(e).__name__, e)


print('round trips')
for level in -7, -1, 0, 1, 2, 3, 5, 7, 9, 12, 15, 19, 22:
    packed = zstd.compress(TEXT + JUNK, level)
    assert zstd.decompress(packed) == TEXT + JUNK and zstd.get_frame_size(packed) == len(packed)
    assert zstd.decompress(packed * 2 + b'\x50\x2a\x4d\x18\3\0\0\0abc' + packed) == (TEXT + JUNK) * 3
for strategy in zstd.Strategy:
    for more in {}, {C.checksum_flag: 1}, {C.window_log: 10}, {C.content_size_flag: 0}, {C.min_match: 3, C.target_length: 9, C.search_log: 2}, {C.enable_long_distance_matching: 1}:
        packed = zstd.compress(TEXT + JUNK, options={C.strategy: strategy} | more)
        assert zstd.decompress(packed) == TEXT + JUNK
print(zstd.get_frame_info(zstd.compress(TEXT)), zstd.get_frame_info(zstd.compress(TEXT, options={C.content_size_flag: 0})), zstd.decompress(zstd.compress(b'')))

print('modes')
c = zstd.ZstdCompressor()
print(c.last_mode, c.compress(b'abc'), c.last_mode)
d = zstd.ZstdDecompressor()
print(d.decompress(c.flush(c.FLUSH_BLOCK)), c.last_mode, d.eof, d.needs_input)
print(d.decompress(c.compress(b'def', c.FLUSH_BLOCK)), d.decompress(c.flush()), c.last_mode, d.eof, d.needs_input)
for mode in 0, 3, -1:
    told(c.flush, mode)
told(c.compress, b'', 3)
told(c.compress, 'text')
for size in -1, 2 ** 64, 2 ** 64 - 2, 'a', None, 3:
    told(c.set_pledged_input_size, size)
told(c.compress, b'abcd', c.FLUSH_FRAME)
c.set_pledged_input_size(3)
c.compress(b'ab')
told(c.set_pledged_input_size, 3)
told(c.flush)
c.set_pledged_input_size(6)
packed = c.compress(b'abc') + c.compress(b'def') + c.flush()
print(zstd.get_frame_info(packed), zstd.decompress(packed), c.last_mode)

print('pieces')
packed = zstd.compress(TEXT + JUNK, options={C.checksum_flag: 1})
d, out = zstd.ZstdDecompressor(), b''
for i in range(len(packed)):
    assert d.needs_input and not d.eof
    out += d.decompress(packed[i:i + 1])
print(out == TEXT + JUNK, d.eof, d.needs_input, d.unused_data)
told(d.decompress, b'')
d = zstd.ZstdDecompressor()
print(d.decompress(packed + b'behind', 5), d.eof, d.needs_input, d.unused_data)
print(d.decompress(b'', 0), len(d.decompress(b'', 100)), d.needs_input)
print(len(d.decompress(b'')), d.eof, d.needs_input, d.unused_data)

print('wrong')
for data in (b'', b'a', b'abcd', packed[:3], packed[:-1], packed[:5], packed[:-1] + bytes([packed[-1] ^ 1]), packed[:9] + b'\xff\xff' + packed[11:], b'\x50\x2a\x4d\x18\3\0\0\0abc', b'\x50\x2a\x4d\x18\3\0\0\0ab', packed[:4] + b'\xff' + packed[5:], packed[:4] + b'\x08' + packed[5:]):
    d = zstd.ZstdDecompressor()
    told(d.decompress, data)
    print(d.eof, d.needs_input, d.unused_data)
    told(d.decompress, b'')
    told(zstd.decompress, data)
    told(zstd.get_frame_info, data)
    told(zstd.get_frame_size, data)
for named in ({'level': 'a'}, {'level': 23}, {'level': 2 ** 40}, {'level': -131073}, {'level': 1, 'options': {}}, {'options': 3}, {'options': {'a': 1}}, {'options': {1: 1}}, {'options': {101: 'a'}}, {'options': {101: 100}}, {'options': {101: 9}}, {'options': {2 ** 40: 1}},
              {'options': {101: 2 ** 40}}, {'options': {100: 30}}, {'options': {107: 10}}, {'options': {D.window_log_max: 10}}, {'level': 1.5}, {'zstd_dict': 3}, {'zstd_dict': (1, 2)}, {'options': {101: 0, 400: 2, 402: 1}}):
    told(lambda: _zstd.ZstdCompressor(**named) and 'made')
for named in {'options': {C.window_log: 10}}, {'options': {100: 9}}, {'options': {100: 40}}, {'options': {5: 1}}, {'options': []}, {'options': {'a': 1}}, {'options': {100: 'a'}}, {'zstd_dict': b''}, {'options': {100: 20}}:
    told(lambda: _zstd.ZstdDecompressor(**named) and 'made')
wide = zstd.ZstdCompressor(options={C.window_log: 28})
wide = wide.compress(TEXT) + wide.flush()
told(zstd.decompress, wide)
print(zstd.decompress(wide, options={D.window_log_max: 28}) == TEXT)

print('bounds')
for p in list(C) + list(D):
    print(p.name, p.value, p.bounds())
told(_zstd.get_param_bounds, 1, True)
told(_zstd.get_param_bounds, 1, False)
told(_zstd.set_parameter_types, 1, 2)

print('dictionaries')
for args, named in ((b'',), {}), ((b'12345678',), {}), ((b'1234567',), {'is_raw': True}), ((3,), {}), ((b'12345678',), {'is_raw': True}):
    told(lambda: repr(zstd.ZstdDict(*args, **named)))
raw = zstd.ZstdDict(TEXT[:90], is_raw=True)
print(raw.dict_id, raw.dict_content == TEXT[:90], len(raw), raw.as_digested_dict, raw.as_undigested_dict, raw.as_prefix)
told(setattr, raw, 'dict_id', 3)
told(setattr, raw, 'as_prefix', 3)
for give in raw, raw.as_digested_dict, raw.as_undigested_dict, raw.as_prefix:
    packed = zstd.compress(TEXT, zstd_dict=give)
    for take in raw, raw.as_digested_dict, raw.as_undigested_dict, raw.as_prefix:
        assert zstd.decompress(packed, zstd_dict=take) == TEXT
c = zstd.ZstdCompressor(zstd_dict=raw.as_prefix)
c.compress(TEXT, c.FLUSH_FRAME)
print(zstd.decompress(c.compress(TEXT, c.FLUSH_FRAME)) == TEXT)
told(zstd.decompress, zstd.compress(TEXT[:80], zstd_dict=raw))
samples = [b'sample number %d of the quick brown fox %d' % (i, i * i) for i in range(500)]
trained = zstd.train_dict(samples, 2000)
print(len(trained) <= 2000, trained.dict_id == int.from_bytes(trained.dict_content[4:8], 'little'))
packed = zstd.compress(samples[5], zstd_dict=trained)
print(zstd.decompress(packed, zstd_dict=trained), zstd.get_frame_info(packed).dictionary_id == trained.dict_id)
told(zstd.decompress, packed)
told(zstd.decompress, packed, zstd_dict=raw)
made = zstd.finalize_dict(raw, samples, 1500, 3)
print(made.dict_content.endswith(TEXT[:90]), zstd.decompress(zstd.compress(TEXT, zstd_dict=made), zstd_dict=made) == TEXT)
for args in (b'abc', (1, 1), 100), (b'', (), 100), (b'abc', (1, 1, 1), 0), (b'abc', (1, 1, 1), -1), (b'abc', [1, 1, 1], 5), (b'abc', ('a', 1, 1), 10), (b'abc', (1, 2), 100):
    told(_zstd.train_dict, *args)
told(_zstd.finalize_dict, b'abcdefghij', b'abc', (1, 1, 1), 100, 3)
told(_zstd.finalize_dict, b'abcdefghij', b'abc', (1, 1, 2), 300, 3)

print('files')
with io.BytesIO() as f:
    with zstd.open(f, 'wt', encoding='utf-8') as g:
        g.write('é\n' * 5)
    f.seek(0)
    print(zstd.open(f, 'rt', encoding='utf-8').readlines())
print(zstd.zstd_version_info, zstd.ZstdCompressor, zstd.ZstdError.__mro__)
