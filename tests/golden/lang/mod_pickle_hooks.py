# What programs can change about picklers and unpicklers.
import copyreg
import io
import pickle
from pickle import PickleBuffer


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'Thing({self.name!r})'


class ByName(pickle.Pickler):
    def persistent_id(self, obj):
        return obj.name if isinstance(obj, Thing) else None


class FromName(pickle.Unpickler):
    def persistent_load(self, pid):
        return Thing(pid)

    def find_class(self, module, name):
        print('find', module, name)
        return super().find_class(module, name)


for protocol in range(6):
    out = io.BytesIO()
    ByName(out, protocol).dump([Thing('a'), {Thing('b').name: Thing('b')}, int])
    print(out.getvalue())
    print(FromName(io.BytesIO(out.getvalue())).load())

p = pickle.Pickler(out := io.BytesIO(), 2)
p.persistent_id = lambda o: 'x' if o == 5 else None
p.dump([5, 6])
u = pickle.Unpickler(io.BytesIO(out.getvalue()))
u.persistent_load = lambda pid: pid * 2
print(out.getvalue(), u.load())
del p.persistent_id
p.dump(5)
print(out.getvalue())


class Overriding(pickle.Pickler):
    def reducer_override(self, obj):
        if isinstance(obj, Thing):
            return Thing, (obj.name.upper(),)
        return NotImplemented


out = io.BytesIO()
Overriding(out, 4).dump([Thing('q'), Thing])
print(pickle.loads(out.getvalue()))

p = pickle.Pickler(out := io.BytesIO(), 4)
p.dispatch_table = copyreg.dispatch_table.copy()
p.dispatch_table[Thing] = lambda t: (Thing, ('table',))
p.dump(Thing('t'))
print(pickle.loads(out.getvalue()))

# Memo and fast mode.
p = pickle.Pickler(out := io.BytesIO(), 2)
word = 'some text'
p.dump(word)
p.dump(word)
print(out.getvalue(), [entry for entry in p.memo.copy().values()])
p.clear_memo()
p.dump(word)
print(out.getvalue(), len(p.memo.copy()))
q = pickle.Pickler(io.BytesIO(), 2)
q.memo = p.memo
print(list(q.memo.copy().values()) == list(p.memo.copy().values()), q.memo.__reduce__()[0])
u = pickle.Unpickler(io.BytesIO(out.getvalue()))
print(u.load(), u.load(), u.load(), u.memo.copy())
u.memo.clear()
print(u.memo.copy())
p = pickle.Pickler(out := io.BytesIO(), 4)
p.fast = True
p.dump([word, word])
print(out.getvalue(), p.fast, p.bin)

# Buffers that are not in the pickle.
data = bytearray(b'0123456789')
kept = []
pickled = pickle.dumps([PickleBuffer(data), PickleBuffer(b'readonly')], 5, buffer_callback=kept.append)
print(pickled, [b.raw().tobytes() for b in kept])
back = pickle.loads(pickled, buffers=kept)
print(back[0] is kept[0], type(back[1]), bytes(back[0]))
print(pickle.dumps(PickleBuffer(data), 5), pickle.loads(pickle.dumps(PickleBuffer(data), 5)))
print(pickle.loads(pickle.dumps(PickleBuffer(b'abc'), 5, buffer_callback=lambda b: True)))
b = PickleBuffer(data)
print(memoryview(b).tobytes(), b.raw().readonly, b.raw().format)
b.release()
try:
    b.raw()
except ValueError as e:
    print(e)


class State:
    def __reduce__(self):
        return State, (), {'a': 1}, iter([1, 2]), iter([('k', 'v')]), update

    def append(self, x):
        print('append', x)

    def __setitem__(self, k, v):
        print('set', k, v)


def update(obj, state):
    print('state', state)
    obj.__dict__.update(state)


for protocol in (0, 2, 5):
    print(pickle.loads(pickle.dumps(State(), protocol)).__dict__)

copyreg.add_extension('__main__', 'Thing', 1000)
data = pickle.dumps(Thing, 2)
print(data, pickle.loads(data))
copyreg.remove_extension('__main__', 'Thing', 1000)


class File:
    def __init__(self, data):
        self.file = io.BytesIO(data)
        self.asked = []

    def read(self, n):
        self.asked.append(n)
        return self.file.read(n)

    def readline(self):
        self.asked.append('line')
        return self.file.readline()


for protocol in (0, 2, 4):
    f = File(pickle.dumps([1, 'a', b'b' * 300], protocol) + b'rest')
    print(pickle.load(f)[:2], f.asked, f.file.read())
print(pickle.loads(b"S'caf\\xe9'\n.", encoding='latin-1'), pickle.loads(b"U\x02\xe9x.", encoding='bytes'), pickle.loads(b'c__builtin__\nxrange\n.'))
