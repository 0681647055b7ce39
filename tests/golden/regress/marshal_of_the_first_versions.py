# Versions 0 and 1 write floats as digits.
import marshal

for value in 1.5, -0.0, 1e300, 0.1, float('inf'), float('-inf'), float('nan'), 1j, 1.5 - 2j, [1.5], {2.5: (0.25,)}, 'é', 'ÿÿ':
    for version in -1, 0, 1, 2:
        data = marshal.dumps(value, version)
        print(version, data, marshal.loads(data))
print(marshal.dumps('é', 4) in (b'\xf4\x02\0\0\0\xc3\xa9', b't\x02\0\0\0\xc3\xa9'))
for data in b'f\x031.5', b'f\x03abc', b'f\x00', b'f', b'f\x05 1.5 ', b'f\x041_00', b'f\x03inf', b'f\x04nanx', b'f\x031\x005', b'x\x011\x012', b'x\x011':
    try:
        print(data, marshal.loads(data))
    except Exception as e:
        print(data, type(e).__name__, e)
