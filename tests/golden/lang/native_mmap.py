# Files and plain pages as memory.
import mmap,os,tempfile
f=tempfile.TemporaryFile(); f.write(b'abcdefghij'*1000); f.flush(); fd=f.fileno()
m=mmap.mmap(fd,0); r=mmap.mmap(fd,0,access=mmap.ACCESS_READ); c=mmap.mmap(fd,100,access=mmap.ACCESS_COPY); a=mmap.mmap(-1,64)
d=mmap.mmap(-1,4); d.close()
for e in '''mmap.mmap()
mmap.mmap(-1,-1)
mmap.mmap(-1,0)
mmap.mmap(-1,2**70)
mmap.mmap(fd,5,offset=-1)
mmap.mmap(fd,5,offset=1)
mmap.mmap(fd,5,access=9)
mmap.mmap(fd,5,access=1,flags=2)
mmap.mmap(fd,5,offset=20000)
mmap.mmap(fd,0,offset=20480)
mmap.mmap(fd,20000)
mmap.mmap(999,5)
mmap.mmap('a',5)
mmap.mmap(fd,'a')
m[0]
m[-1]
m[0:5]
m[::-1][:5]
m[10000]
m['a']
m[2**70]
m.__setitem__(0,'a')
m.__setitem__(0,256)
m.__setitem__(0,2**70)
m.__setitem__(slice(0,3),b'ab')
m.__setitem__(slice(0,3),'abc')
m.__setitem__(slice(0,3),b'ABC')
m.__delitem__(0)
m.__delitem__(slice(0,3))
r.__setitem__(0,1)
r.write(b'a')
r.write_byte(1)
r.move(0,1,2)
r.resize(5)
c.resize(5)
a.resize(128)
a.resize(32)
m.__setitem__('a',1)
len(a)
repr(m)
repr(d)
repr(c)
d[0]
d.read()
len(d)
d.closed
list(a)[:3]
bytes(a)[:3]
5 in a
b'\\0' in a
m.find(b'cd')
m.find(b'cd',5)
m.find(b'cd',-10)
m.rfind(b'cd')
m.rfind(b'cd',0,10)
m.find('a')
m.find(b'')
m.seek(5)
m.seek(-1)
m.seek(1,5)
m.seek(2,1)
m.seek(-4,2)
m.seek('a')
m.tell()
m.read(2)
m.read(None)
m.read(-5)
m.read('a')
m.read_byte()
m.write_byte(4)
m.write(b'aa')
m.write('aa')
m.seek(0)
m.write_byte(300)
m.write_byte('a')
m.readline()[:5]
m.size()
a.size()
a.flush(1)
m.flush()
m.flush(4096)
m.flush(1)
m.flush(-1)
m.flush(0,99999)
m.move(0,5,3)
m.move(0,5,99999)
m.move(-1,5,3)
m[:12]
m.madvise(mmap.MADV_NORMAL)
m.madvise(99)
m.madvise(0,-1)
m.madvise(0,0,-1)
m.madvise(0,1)
m.madvise(0,4096,2**62)
m.seekable()
memoryview(m).nbytes,memoryview(m).readonly,memoryview(r).readonly,memoryview(m).obj is m
m.__enter__() is m
mmap.mmap(fd,5,trackfd=False).size()
mmap.mmap(fd,5,trackfd=False).resize(4)
mmap.mmap(fd,5,prot=mmap.PROT_READ)
mmap.mmap(fd,5,prot=mmap.PROT_WRITE)
mmap.mmap(fd,5,bad=1)
m.resize(5000)
os.fstat(fd).st_size
m.resize(-1)
m.resize(0)
m.__class__.__name__, m.__class__.__module__
m.fileno
mmap.error
type("S",(mmap.mmap,),{})(-1,5)
m == m
m.x'''.split('\n'):
    try: print(e,'->',eval(e))
    except BaseException as x: print(e,'!!',repr(x))
v=memoryview(a)
for e in ['a.close()','a.resize(4)','v.release()','a.close()','a.closed','a.close()','a.__exit__(None,None,None)']:
    try: print(e,'->',eval(e))
    except BaseException as x: print(e,'!!',repr(x))

import re, struct, io
m = mmap.mmap(-1, 8192)
struct.pack_into('<I', m, 4, 0xdeadbeef)
print(struct.unpack_from('<I', m, 4), re.search(rb'\xad', m), bytes(m[:10]), m[4:8].hex())
v = memoryview(m)
v[0:3] = b'xyz'
print(m[:4], v[1], v.obj is m)
del v
print(io.BytesIO(b'read into').readinto(m), m[:10], int.from_bytes(m[:2], 'big'))
with mmap.mmap(-1, 100) as inner:
    inner[::10] = b'0123456789'
    print(inner[::10], inner[90::-30], inner.find(b'5'), len(inner))
print(inner.closed)
p = mmap.mmap(-1, 10, flags=mmap.MAP_PRIVATE)
p[:] = b'0123456789'
p.resize(20)
print(p[:], len(p))
f.seek(0)
f.write(b'x' * 4096 + b'y' * 4096)
f.flush()
second = mmap.mmap(fd, 100, offset=4096)
third = mmap.mmap(fd, 100, offset=4096)
second[:3] = b'abc'
copy = mmap.mmap(fd, 100, access=mmap.ACCESS_COPY, offset=4096)
copy[:3] = b'XYZ'
print(second[:5], third[:5], copy[:5], os.pread(fd, 5, 4096), repr(second))
second.flush()
os.pwrite(fd, b'12345', 4096)
print(third[:6])
