for args in ((), (1,), (1, 2), ({}, None), (None, None), (None, 'x'), (1, None), (2, None, 'f'), (2, 'x', None), (None, 'x', 'f'), (2, 'x', 'f', None, 'g'),
             (2, 'x', None, None, 'g'), (1, 2, 3, 4, 5, 6)):
    e = OSError(*args)
    print(e, '|', repr(e), e.errno, e.strerror, e.filename, e.filename2)
e = OSError(1, 'x', 'f')
e.errno = None
print(e)
del e.errno
print(e, e.errno)
e.strerror = None
print(e)
e.filename = None
print(e)
del e.filename
print(e, e.filename)
e = OSError()
e.errno = 5
print(repr(str(e)))
e.strerror = 'words'
print(e)
del e.strerror, e.strerror
print(e, e.strerror)
