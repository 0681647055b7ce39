import io, os, sys, _io
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
import os as _os
p = _os.path.join(_os.environ.get('TMPDIR', '/tmp'), f'golden-io-{_os.getpid()}')
_print = print
def print(*a, **k): _print(*[str(x).replace(p, 'P').replace('UTF-8', 'utf-8') for x in a], **k)
with open(p, 'w') as f:
    print(f, f.mode, f.encoding, f.errors, f.newlines, f.line_buffering, f.closed, f.writable(), f.readable(), f.seekable(), f.name)
    print(f.write('hello\nwörld\n'), f.tell(), f.write('line3')); f.writelines(['a\n', 'b\n'])
    t(f.write, 1); t(f.read); t(f.write, b'x')
print(f.closed); t(f.write, 'x'); t(f.read)
with open(p) as f:
    print(f.readline(), f.tell() if 0 else '', f.read(3), repr(f.read())); print(f.read(), f.readline() == '')
    f.seek(0); print(f.readlines()); f.seek(0); print([l for l in f], f.newlines); f.seek(6); print(repr(f.read(2)), f.tell()); t(f.seek, -1); t(f.seek, 1, 1); t(f.seek, 0, 5); print(f.seek(0, 2))
    f.seek(0); print(f.readline(2), f.readline(100), f.readlines(1)); next(iter([1]))
    f.seek(0); next(f); t(f.tell)
with open(p, 'rb') as f:
    print(f, f.raw, f.mode, f.name, f.peek(5)[:5], f.read(3), f.read1(2), f.readline(), f.tell(), f.seek(-2, 2), f.read(), f.read(1)); b = bytearray(4); f.seek(0); print(f.readinto(b), b); t(f.write, b'x'); print(list(f))
with open(p, 'wb') as f: print(f.write(b'a\r\nb\rc\nd'), f.tell(), f); t(f.write, 'str'); t(f.read)
for nl in (None, '', '\n', '\r', '\r\n'):
    with open(p, newline=nl) as f: print(repr(nl), f.readlines(), repr(f.newlines))
    with open(p, newline=nl) as f: print(repr(f.read(2)), repr(f.read(1)), repr(f.read(3)), repr(f.read()))
for nl in (None, '', '\n', '\r', '\r\n'):
    with open(p, 'w', newline=nl) as f: f.write('x\ny\r\nz')
    print(repr(nl), open(p, 'rb').read())
with open(p, 'a') as f: print(f.tell(), f.write('end'), f.tell())
with open(p, 'r+') as f: print(f.read(3), f.seek(0), f.write('ZZ'), f.seek(0), repr(f.read()), f)
with open(p, 'w+b') as f: print(f, f.write(b'0123456789'), f.seek(3), f.read(2), f.write(b'AB'), f.seek(0), f.read(), f.truncate(4), f.seek(0), f.read())
with open(p, 'xb') if not os.path.exists(p) else open(p, 'rb', buffering=0) as f: print(f, f.read(2), f.readall(), f.fileno() > 2, f.isatty())
t(open, p, 'x'); t(open, '/nonexistent/file'); t(open, '/'); t(open, p, 'q'); t(open, p, 'rw'); t(open, p, 'rbt'); t(open, p, 'rb', encoding='utf8'); t(open, p, 'w', 0); t(open, p, newline='x'); t(open, p, encoding='nope'); t(open, 5.5); t(open, p, 'rb', newline=''); t(open, p, ''); t(open, 'a\0b'); t(open, p, 'r', -1, 5)
with open(p, 'w', encoding='latin-1') as f: f.write('é'); t(f.write, '€')
t(lambda: open(p).read()); print(open(p, encoding='latin-1').read(), open(p, errors='replace').read(), ascii(open(p, errors='surrogateescape').read()), open(p, errors='ignore').read())
for enc in ('utf-8-sig', 'utf-16', 'utf-32', 'utf-16-le'):
    with open(p, 'w', encoding=enc) as f: f.write('aé\n'); f.write('€😀')
    print(enc, open(p, 'rb').read(), open(p, encoding=enc).read())
big = ''.join(f'línea {i}\n' for i in range(5000))
with open(p, 'w') as f: f.write(big)
with open(p) as f:
    print(f.read() == big); f.seek(0); print(sum(1 for _ in f)); f.seek(0); n = 0
    while c := f.read(777): n += len(c)
    print(n == len(big)); f.seek(0); [f.readline() for _ in range(3000)]; pos = f.tell(); l = f.readline(); f.read(100); f.seek(pos); print(f.readline() == l, pos)
s = io.StringIO('a\nb\nc'); print(s.readline(), s.read(), s.tell(), s.seek(0), s.readlines(), s.getvalue(), s.write('XY'), s.getvalue(), s.truncate(2), s.getvalue())
s = io.StringIO(); print('x', 1, file=s); s.write('é€'); s.seek(1); s.write('QQQQQQQ'); print(repr(s.getvalue()), s.tell(), s.closed); s.seek(12); s.write('z'); print(repr(s.getvalue())); t(s.write, 5); t(s.seek, -1); t(s.seek, 1, 1); s.close(); t(s.read); t(io.StringIO, 5)
print(io.StringIO('a\r\nb\rc', newline=None).read(), io.StringIO('a\r\nb', newline='').readlines(), io.StringIO('a\nb', newline='\r\n').getvalue(), [l for l in io.StringIO('p\nq')], io.StringIO('x').newlines)
b = io.BytesIO(b'abc\ndef'); print(b.read(2), b.readline(), b.read(), b.seek(0), b.getvalue(), list(b), b.tell(), b.write(b'XYZ'), b.getvalue(), b.seek(2), b.truncate(), b.getvalue(), b.getbuffer()[0]); t(b.write, 'x'); t(b.seek, -1); b.seek(10); b.write(b'!'); print(b.getvalue()); b.close(); t(b.read); print(b.closed)
class Raw(io.RawIOBase):
    def __init__(s, d): s.d = d
    def readable(s): return True
    def readinto(s, b): n = min(len(b), len(s.d), 3); b[:n] = s.d[:n]; s.d = s.d[n:]; return n
r = io.BufferedReader(Raw(b'hello\nworld\n')); print(r.readline(), r.read()); print(io.TextIOWrapper(Raw(b'x\ny') if 0 else io.BufferedReader(Raw(b'one\ntwo'))).readlines(), Raw(b'abcdef').read(2), Raw(b'abcdef').readall())
class W(io.RawIOBase):
    out = b''
    def writable(s): return True
    def write(s, b): W.out += bytes(b); return len(b)
w = io.BufferedWriter(W()); w.write(b'123'); print(W.out); w.flush(); print(W.out); tw = io.TextIOWrapper(io.BufferedWriter(W()), encoding='ascii', write_through=True); tw.write('hey'); tw.flush(); print(W.out); t(tw.write, 'é')
t(io.IOBase().fileno); t(io.RawIOBase().read, 1); t(io.TextIOBase().read); t(io.BufferedIOBase().read); print(io.IOBase().closed, io.IOBase().readable(), isinstance(open(p), io.TextIOBase), isinstance(io.BytesIO(), io.BufferedIOBase), issubclass(io.UnsupportedOperation, (OSError)), io.UnsupportedOperation.__mro__)
with io.IOBase() as z: pass
print(z.closed)
t(z.readline)
f = open(p, 'w'); f.write('unflushed'); del f; print(open(p).read())
def g():
    f = open(p, 'w'); f.write('dropped')
g(); print(open(p).read())
print(io.DEFAULT_BUFFER_SIZE, io.SEEK_END, io.text_encoding(None), io.open is open, io.BytesIO(b'q').read1(), io.BufferedRWPair(Raw(b'in'), W()).read())
class Tee(io.StringIO):
    def __init__(self): super().__init__(); self.n = 0
    def write(self, s): self.n += 1; return super().write(s)
te = Tee(); print('a', 'b', file=te); print(te.n, te.getvalue())
import contextlib
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print('captured')
print(buf.getvalue(), sys.stdout.encoding, sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.name, sys.stdout.writable())
d = io.IncrementalNewlineDecoder(None, True); print(repr(d.decode('a\r')), repr(d.decode('\nb\r', True)), d.newlines)
f = open(p, 'w', buffering=1); f.write('x\n'); print(open(p).read()); f.write('y'); print(open(p).read()); f.close(); print(open(p).read())
fd = os.open(p, os.O_RDWR); print(os.read(fd, 2), os.write(fd, b'QQ'), os.lseek(fd, 0, 0), os.read(fd, 10)); os.close(fd); t(os.read, fd, 1)
f = io.FileIO(p, 'r'); print(f, f.read(), f.closefd, f.readable()); f.close(); print(f); t(f.read)
tw = io.TextIOWrapper(io.BytesIO()); tw.write('héllo'); b2 = tw.detach(); print(b2.getvalue()); t(tw.read); t(lambda: tw.buffer)
tw = io.TextIOWrapper(io.BytesIO(b'abc'), encoding='utf-8', newline=''); tw.reconfigure(errors='replace', line_buffering=True); print(tw.errors, tw.line_buffering, tw.read(), tw)
os.remove(p)
