# What a pickle consists of, byte for byte, in all protocols.
import pickle
from collections import OrderedDict, defaultdict, deque


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    class Inner:
        pass


class Slots:
    __slots__ = ('a', 'b')


class Name(str):
    pass


point = Point(1, [2.5, 'zwei'])
slots = Slots()
slots.a = 1
ring = []
ring.append(ring)
knot = ([],)
knot[0].append(knot)
shared = [1]

for value in [
    None, True, False, 0, 1, 255, 256, 65535, 65536, -1, 2 ** 31 - 1, 2 ** 31, -2 ** 31, -2 ** 31 - 1, -2 ** 63, 10 ** 30, -128 ** 40, 1.5, float('inf'), 1 + 2j,
    '', 'a', 'é☃\U0001F600\n\\\r\0', '\ud800', b'', b'\x00\xff', bytearray(), bytearray(b'abc'),
    (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {'a': 1}, {'a': 1, 'b': [2]}, set(), {5}, frozenset(), frozenset([5]),
    ring, knot, [shared, shared, 'text', 'text'], slice(1, 2, 3), range(3), ..., NotImplemented, type(None), type(...),
    int, len, Point, Point.Inner, point, Point.Inner(), slots, Name('n'), point.__init__.__func__.__qualname__, [].append, 'a'.join, str.join,
    OrderedDict(a=1), defaultdict(list, a=[1]), deque([1, 2], 5), ValueError('x', 1), iter([1, 2]), list[int], int | str,
]:
    shown = 'ring' if value is ring or value is knot else type(value).__name__
    for protocol in range(6):
        try:
            data = pickle.dumps(value, protocol)
        except TypeError as e:
            print(shown, protocol, e)
            continue
        print(shown, protocol, data)
        back = pickle.loads(data)
        assert type(back) is type(value), (back, value)
    print()

# Batches, and frames.
for value in [list(range(1001)), dict.fromkeys(range(1000)), set(range(1000)), ['%05d' % i for i in range(20000)], ['x' * 70000, b'y' * 70000, bytearray(b'z' * 70000), 'end']]:
    for protocol in range(6):
        data = pickle.dumps(value, protocol)
        print(len(data), data[:12], [i for i in range(len(data) - 8) if data[i] == 0x95 and data[i + 4:i + 9] == b'\0\0\0\0\0'][:3])
        assert pickle.loads(data) == value
