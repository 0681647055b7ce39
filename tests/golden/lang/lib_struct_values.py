import struct

print(struct.pack('<bBhHiIlLqQ', -1, 255, -2, 65535, -3, 2 ** 32 - 1, -4, 5, -6, 2 ** 64 - 1))
print(struct.pack('>efd', 1.5, -2.5, 1e300), struct.pack('=?c3s4p2x', [1], b'x', b'abcdef', b'abcdef'), struct.pack('<FD', 1, 2 - 3j))
print(struct.unpack('>hI', b'\xff\xfe\x80\0\0\0'), struct.unpack('<e3s3p?', b'\x00\x3cabc\x02xyz'), struct.unpack('<F', b'\0\0\x80\x3f\0\0\0\x40'))
print([struct.calcsize(f) for f in ('bi', '=bi', 'b0q', 'nNP', '3s x', '@bhilq', '')])
s = struct.Struct('>ib')
data = bytearray(12)
s.pack_into(data, 1, 258, -1)
s.pack_into(data, -5, 1, 2)
print(s.format, s.size, s, data, s.unpack_from(data, 1), s.unpack_from(data, offset=-5), list(struct.iter_unpack('<H', b'abcd')))
