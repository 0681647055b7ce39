import struct


def tell(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


for letter in 'bBhHiIqQ':
    tell(struct.pack, letter, 2 ** 70)
    tell(struct.pack, letter, -2 ** 70)
for layout, value in ('b', 1.5), ('f', 'a'), ('f', 1e300), ('e', 65520.0), ('c', b'ab'), ('s', 'a'), ('D', 'x'), ('P', 2 ** 64):
    tell(struct.pack, layout, value)
for layout in 'z', '3', '<n', '3 b', '9' * 30 + 'b', 'a\0', 'b@':
    tell(struct.calcsize, layout)
tell(struct.pack, 'bb', 1)
tell(struct.unpack, 'i', b'abc')
tell(struct.unpack_from, 'i', b'abcdef', 3)
tell(struct.unpack_from, 'i', b'abcdef', -3)
tell(struct.pack_into, 'i', bytearray(6), 3, 1)
tell(struct.pack_into, 'i', b'abcd', 0, 1)
tell(struct.iter_unpack, 'i', b'abc')
tell(struct.iter_unpack, '', b'')
tell(struct.unpack, 'b', 'a')
