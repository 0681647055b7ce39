it = iter(range(-2**65, 20, 2))
it.__setstate__(2**64 + 7)
print(list(it))
it = reversed(range(10, 2**65, 2))
it.__setstate__(2**64 - 7)
print(list(it))


class H(set):
    def __hash__(self):
        return id(self)


h, s = H(), set()
s.add(h)
print(h in s, {1} in {frozenset([1])})

import time
for args in [("1" * 9, {"tm_year": 2}), ("1" * 10, {"tm_zone": 2}), ("1" * 9, 1)]:
    try:
        time.struct_time(*args)
    except TypeError as e:
        print(e)
