import io
import pickle

s = io.StringIO("a\r\nb\n", newline=None)
s.readline()
s.mark = 5
t = pickle.loads(pickle.dumps(s))
print(s.__getstate__(), t.tell(), repr(t.read()), t.mark)
b = io.BytesIO(b"abc")
b.seek(9)
c = pickle.loads(pickle.dumps(b))
print(b.__getstate__(), c.tell(), c.getvalue())
for state in ((b"", -1, None), ("x", 0, None), (b"", 0.0, None), (b"", 0, 0), (b"", 0), 0):
    try:
        b.__setstate__(state)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
