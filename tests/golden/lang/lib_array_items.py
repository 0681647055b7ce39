import array
import copy

a = array.array('i', [1, 2, 3])
a.append(4)
a.extend(range(2))
a.insert(0, 9)
print(a, a.pop(), a.index(3), a.count(9), 2 in a, a[1:4], a[::-2], len(a), a.itemsize, a.typecode)
a[1:3] = array.array('i', [7])
del a[::2]
print(a, a + a, a * 2, a == array.array('d', [7.0, 4.0]), a < array.array('i', [8]), list(reversed(a)), a.tobytes(), copy.copy(a))
print(array.array('w', 'aé'), array.array('d', [1, 2.5]), array.array('f', [1e300]), array.array('B', b'ab').tolist(), array.typecodes)
rebuild, args, state = a.__reduce_ex__(3)
print(args[1:], state, rebuild(*args) == a, array._array_reconstructor(array.array, 'h', 5, b'\1\2'))
for code, value in ('b', 200), ('B', -1), ('H', 65536), ('i', 2 ** 40), ('Q', -1), ('d', 'x'), ('w', 'ab'), ('z', 1), ('i', 'ab'):
    try:
        print(array.array(code, value if isinstance(value, str) else [value]))
    except Exception as error:
        print(type(error).__name__, error)
