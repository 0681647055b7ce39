import io
import marshal
for data in b'', b'i', b'i\0', b'(', b'[\1\0\0\0', b's\5\0\0\0ab', b'z', b'z\2a', b'f', b'g12', b'l\1\0\0\0', b')', b')\1', b')\1N':
    for load in marshal.loads, lambda data: marshal.load(io.BytesIO(data)):
        try:
            print(data, load(data))
        except (EOFError, ValueError, TypeError) as e:
            print(data, type(e).__name__, e)
