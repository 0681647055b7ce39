# group: library
# what: struct: 200,000 records packed and unpacked
# target: 1.0
import struct

record = struct.Struct("<IhBxd8s")
data = b"".join(record.pack(i, i % 100 - 50, i % 256, i / 3, b"name") for i in range(100000))
total = 0
for a, b, c, d, name in record.iter_unpack(data):
    total += a + b + c
for i in range(0, len(data), 240):
    total += struct.unpack_from("<I", data, i)[0]
print(total, len(data))
