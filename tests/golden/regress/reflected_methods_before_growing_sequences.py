import collections
class V:
    def __radd__(s,o): return 5
    def __rmul__(s,o): return 6
for mk in (lambda: [1], lambda: bytearray(b'x'), lambda: collections.deque([1]), lambda: (1,), lambda: 'a', lambda: b'b'):
    l=mk(); l+=V(); print(l)
    l=mk(); l*=V(); print(l)
class W:
    def __iter__(s): return iter([1])
    def __radd__(s,o): return NotImplemented
l=[1]; l+=W(); print(l)
class L(list): pass
class P(list):
    def __add__(s, o): return 'add'
l=P([1]); l+=[2]; print(l)
try: L([1]).__iadd__(V())
except TypeError as e: print(e)
class L2(list):
    def __iadd__(s,o): return 'iadd'
l=L2([1]); l+=V(); print(l)
