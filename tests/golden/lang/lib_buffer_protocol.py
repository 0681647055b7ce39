import array
import binascii
import io
import struct

a = array.array('h', [1, 2, 3])
view = memoryview(a)
print(view.format, view.itemsize, view.shape, view.tolist(), view.obj is a, view[1:].tolist(), bytes(a), b''.join([a, b'x']))
view[0] = 9
try:
    a.append(4)
except BufferError as error:
    print(error)
view.release()
a.append(4)
print(a, io.BytesIO(b'abcd').readinto(a), a[0], a[1], int.from_bytes(a[:1]), binascii.hexlify(a), struct.unpack('<h', a[:1]))


class Window:
    def __init__(self, data):
        self.data = data

    def __buffer__(self, flags):
        print('given')
        return memoryview(self.data)

    def __release_buffer__(self, view):
        print('back')
        view.release()


w = Window(bytearray(b'abc'))
print(bytes(w), b'-'.join([w, b'd']), binascii.crc32(w), bytearray(b'x') + w, b'xabc'.endswith(w), struct.unpack('3s', w))
with memoryview(w) as view:
    view[0] = 65
print(w.data)
