import ctypes
from ctypes import *
class E(Structure): pass
e=E(); resize(e,5); memoryview(e).cast("B")[:]=b'hello'; print(bytes(e), sizeof(e), sizeof(E))
class P(Structure): _fields_=[('a',c_char),('b',c_int),('c',c_short)]
p=P(b'x',7,c=3); print(sizeof(P),alignment(P),p.a,p.b,p.c,P.b.offset,P.c.size,bytes(p))
class Q(P): _fields_=[('p',P),('d',c_double)]
q=Q(b'y',1,2,p,1.5); print(q.p.b,q.d,sizeof(Q)); q.p.b=9; print(q.p.b,p.b)
q.p=(b'z',4); print(q.p.a,q.p.b)
class K(Structure):
    _pack_=1
    _layout_='ms'
    _fields_=[('a',c_char),('b',c_int)]
print(sizeof(K), K.from_buffer_copy(b'a\1\0\0\0').b)
d=c_double(0.6); m=memoryview(d).cast('B'); m[:]=bytes(c_double(2.5)); print(d.value, d)
try: P(1,2,3,4)
except TypeError as x: print(x)
