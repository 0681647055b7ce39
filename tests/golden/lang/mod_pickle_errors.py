# Whatever is wrong with an object or with a pickle has its exception.
import io
import pickle
import re
import _pickle


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        notes = getattr(e, '__notes__', '')
        print(type(e).__name__, re.sub('0x[0-9a-f]+', '0x', str(e)), notes)


for data in [
    b'', b'\x80', b'.', b'N', b'(.', b'N(.', b'a.', b'NNa.', b'Q', b'\x80\x09.', b'\xffx', b'zx', b'\x00', b'h\x07.', b'g12\n.', b'j\xff\xff\xff\xff.', b'K', b'I12', b'Iab\n.', b'I01\n.', b'I017\n.', b'L12\n.', b'L12L\n.',
    b'Lxx\n.', b'Fabc\n.', b'F1.5\n.', b'S12\n.', b'Pab\n.', b'NQ.', b'\x95\x03\0\0\0\0\0\0\0N.', b'\x95\x02\0\0\0\0\0\0\0\x95\x01\0\0\0\0\0\0\0N.', b'\x95\x0b\0\0\0\0\0\0\0\x95\x02\0\0\0\0\0\0\0N.', b'\x97.', b'\x98.', b'N\x98.',
    b'\x82\0.', b'\x82\1.', b'\x84\xff\xff\xff\xff.', b'\x8b\xff\xff\xff\xff.', b'T\xff\xff\xff\xff.', b'NN\x93.', b'NNR.', b'N)R.', b'N)\x81.', b'cbuiltins\nint\nN\x81.', b'cbuiltins\nint\n)N\x92.', b'cbuiltins\nint\nNN\x92.',
    b'(NNs.', b'NNNs.', b'}(Nu.', b'(Nd.', b'N(NNu.', b'N(N\x90.', b']N(e.', b'2.', b'0.', b'1.', b'(1N.', b'q\0.', b'Np-1\n.', b'Npx\n.', b'\x94.', b'N}b.', b'NNb.', b'NK\1b.', b'(o.', b'i\n.', b'(icollections\nmissing\n.',
    b'ccollections\n.', b'cno_such_module\nz\n.', b'ccollections\nmissing\n.', b'\x80\4\x8c\x0bcollections\x8c\7abc.tem\x93.', b'(NK\1d.', b'(cbuiltins\nint\nS"x"\no.', b'X\3\0\0\0\xff\xff\xff.', b'\x8d\xff\xff\xff\xff\xff\xff\xff\xff.',
    b'\x8d\xff\xff\xff\xff\xff\xff\xff\x7f.', b'\x96\xff\xff\xff\xff\xff\xff\xff\x7f.', b'\x96\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x95\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x95\xff\xff\xff\xff\xff\xff\xff\x7f.',
    b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x8e\0\0\0\0\1\0\0\0.', b'c\xff\n\xff\n.', b'U\2\xff\xff.', b"S'\\xff'\n.", b'g-1\n.', b'gx\n.', b'I\n.', b'L\n.', b'V', b'Nr\xff\xff\xff\x0f.',
]:
    print(data, end=' ')
    attempt(pickle.loads, data)
    print(end='   ')
    attempt(pickle.load, io.BytesIO(data))


class R:
    def __init__(self, r):
        self.r = r

    def __reduce_ex__(self, protocol):
        return self.r


import copyreg

for r in [
    5, (), (1,), (1, 2), (int, 2), (int, (), None, 5), (int, (), None, None, 5), (int, (), None, None, None, 5), (1,) * 7, (copyreg.__newobj__, ()), (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (int,)),
    (copyreg.__newobj_ex__, ()), (copyreg.__newobj_ex__, (1, 2, 3)), (copyreg.__newobj_ex__, (R, 2, 3)), (copyreg.__newobj_ex__, (R, (), 3)), (int, (lambda: 0,)), (int, (), lambda: 0), (int, (), None, None, iter([1])),
    (int, (), 1, None, None, lambda: 0), (lambda: 0, ()), 'xx', 'R.x', (copyreg.__newobj__, (R, lambda: 0)), (copyreg.__newobj_ex__, (R, (lambda: 0,), {})),
]:
    for protocol in (0, 2, 4):
        attempt(pickle.dumps, R(r), protocol)


class Holder:
    pass


def local():
    class Local:
        pass

    return Local


h = Holder()
h.bad = lambda: 0
for value in [[lambda: 0], (1, lambda: 0), {'a': lambda: 0}, {(lambda: 0): 1}, {lambda: 0}, frozenset([lambda: 0]), [[[lambda: 0]]], h, local(), local()(), (i for i in ()), R.__dict__, pickle]:
    for protocol in (1, 2, 5):
        attempt(pickle.dumps, value, protocol)

deep = []
for _ in range(100000):
    deep = [deep]
for protocol in range(6):
    try:
        pickle.dumps(deep, protocol)
    except RecursionError as e:
        print('too deep')
try:
    pickle.loads(b'(' * 100000 + b']' + b'l' * 0)
except EOFError as e:
    print(e)

attempt(pickle.loads, 'text')
attempt(pickle.load, 5)
attempt(pickle.dump, 1, 3)
attempt(pickle.dumps, 1, 9)
attempt(pickle.dumps, 1, 'x')
attempt(pickle.dumps, 1, 4, buffer_callback=print)
attempt(pickle.dumps, pickle.PickleBuffer(b'a'), 4)
attempt(pickle.dumps, pickle.PickleBuffer(memoryview(b'abcd')[::2]))
attempt(pickle.PickleBuffer, 3)
attempt(pickle.PickleBuffer(memoryview(b'abcd')[::2]).raw)
attempt(pickle.Pickler.__new__(pickle.Pickler).dump, 1)
attempt(pickle.Unpickler.__new__(pickle.Unpickler).load)
attempt(pickle.Pickler(io.BytesIO()).__getattribute__, 'dispatch_table')
attempt(pickle.Unpickler(io.BytesIO()).persistent_load, 1)
p = pickle.Pickler(io.BytesIO())
attempt(setattr, p, 'memo', 5)
attempt(setattr, p, 'memo', {1: 2})
attempt(delattr, p, 'memo')
attempt(setattr, pickle.Unpickler(io.BytesIO()), 'memo', {-1: 2})
p.persistent_id = 5
attempt(p.dump, 1)


class Again(pickle.Pickler):
    def reducer_override(self, obj):
        self.dump(1)


attempt(Again(io.BytesIO()).dump, object())
p = pickle.Pickler(io.BytesIO())
p.fast = 1
ring = []
ring.append(ring)
attempt(p.dump, ring)
print(_pickle.PicklingError.__mro__, _pickle.dumps.__text_signature__ is not None)
