import os, posix
r, w = posix.pipe()
print(posix.get_inheritable(r), posix.get_blocking(r))
print(posix.writev(w, [b'ab', b'cd']), posix.read(r, 3))
room = bytearray(2)
print(posix.write(w, b'x'), posix.readv(r, [room]), room)
fd = posix.dup2(w, 90)
print(fd, posix.write(fd, b'!'), posix.read(r, 9))
f = os.fdopen(r, 'rb')
posix.close(r)
try:
    f.read()
except OSError as e:
    print(e)
fd = posix.memfd_create('m')
posix.pwrite(fd, b'hello', 3)
print(posix.fstat(fd).st_size, posix.pread(fd, 5, 3))
