import hmac
import _operator
import re
for compare in hmac.compare_digest, _operator._compare_digest:
    for a, b in [(re, 'a'), ('a', re), (1, 2), (b'1', 2), (2, b'1'), ('a', b'a'), (b'a', 'a'), ('é', 'é'), (b'a', bytearray(b'a')), ('a', 'b'), (memoryview(b'ab'), b'ab')]:
        try:
            print(compare(a, b))
        except TypeError as e:
            print(e)
