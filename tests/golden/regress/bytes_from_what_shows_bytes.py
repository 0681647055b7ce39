import array


class Text(str):
    def __bytes__(self):
        return b'own'

print(bytes(Text('abc')), bytes.fromhex(b' 1A 2B '), bytes.fromhex(array.array('B', b'1234')))
print(bytearray(b"'"), bytearray(b'"\''))
data = bytearray(b'0123456789')
data[1:8:3] = b''
print(data)
try:
    b'%i' % 2j
except TypeError as e:
    print(e)
print(sum([complex(.1, .2)] * 10), sum([0.5j, 1, 2.5]))
for name in 'A\udcdcB', 'A\x00B':
    try:
        type(name, (), {})
    except ValueError as e:
        print(type(e).__name__, e)
