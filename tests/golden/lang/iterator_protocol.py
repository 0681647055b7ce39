class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return CountIt(self.n)
class CountIt:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
c = Count(3)
print(list(c), list(c), [*c], max(c), sum(c), tuple(c), 2 in c, sorted(c, reverse=True), dict(zip(c, "abc")))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq(), list(reversed([1, 2])), [a for a in Seq()])
try:
    reversed(Seq())
except TypeError as e:
    print(e)
class Bad:
    def __iter__(self): return 5
try:
    iter(Bad())
except TypeError as e:
    print(e)
class NoIter: __iter__ = None
try:
    iter(NoIter())
except TypeError as e:
    print(e)
print(list(iter(iter([1, 2, 3]).__next__, 2)), next(iter([]), "default"))
