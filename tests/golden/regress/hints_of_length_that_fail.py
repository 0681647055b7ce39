import operator

class Hinted:
    def __init__(self, hint): self.hint, self.left = hint, 2
    def __iter__(self): return self
    def __next__(self):
        self.left -= 1
        if self.left < 0: raise StopIteration
        return self.left
    def __length_hint__(self):
        print("asked", end=" ")
        if isinstance(self.hint, Exception): raise self.hint
        return self.hint

class Sized(Hinted):
    def __len__(self):
        print("sized", end=" ")
        if isinstance(self.hint, Exception): raise self.hint
        return self.hint

def extended(x): a = [5]; a.extend(x); return a
def added(x): a = [5]; a += x; return a
def replaced(x): a = [5, 6]; a[:] = x; return a
def starred(x): a, *b = x; return b
def grown(x): b = bytearray(); b.extend(x); return b

ways = dict(list=list, tuple=tuple, set=set, sorted=sorted, extended=extended, added=added, replaced=replaced, starred=starred, display=lambda x: [*x],
            bytes=bytes, bytearray=bytearray, grown=grown, call=lambda x: max(*x), hint=operator.length_hint, items=lambda x: list(iter(x)))
for name, way in ways.items():
    for kind in (Hinted, Sized):
        for hint in (2, TypeError("t"), ValueError("v"), -1, "x", NotImplemented, 2 ** 80, 1.5):
            print(name, kind.__name__, repr(hint), end=": ")
            try: print(way(kind(hint)))
            except Exception as e: print(type(e).__name__, e)
