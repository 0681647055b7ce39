class Plain: pass
class Other: pass
class Empty: __slots__ = ()
class A: __slots__ = 'a',
class SameA: __slots__ = 'a',
class AB: __slots__ = 'a', 'b'
class Dict: __slots__ = '__dict__',
class Int(int): pass
class Error(Exception): pass
class Value(ValueError): pass


for start, new in [(Plain, Other), (Plain, Dict), (Plain, Empty), (A, SameA), (A, AB), (Empty, A), (Int, Plain),
                   (Error, Value), (Plain, int), (Plain, 5)]:
    o = start()
    if hasattr(start, 'a'):
        o.a = 'kept'
    try:
        o.__class__ = new
        print(type(o).__name__, getattr(o, 'a', None))
    except TypeError as e:
        print(e)
try:
    A.a.__get__(o := SameA())
except TypeError as e:
    print(e)
