# Hashes look at buffers as all natives do: those of an array, and of a class with `__buffer__`.
import array
import hashlib
import hmac


class Two:
    def __buffer__(self, flags):
        return memoryview(b'\1\2')


for data in array.array('b', [1, 2]), Two(), memoryview(b'\0\1\2')[1:]:
    print(hashlib.md5(data).hexdigest(), hmac.compare_digest(data, b'\1\2'), hashlib.blake2b(b'x', key=data).hexdigest()[:8])
try:
    hashlib.sha256(5)
except TypeError as e:
    print(e)
