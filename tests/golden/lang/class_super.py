class Base:
    def hi(self): return "base"
    @classmethod
    def make(cls): return cls.__name__
    @property
    def p(self): return "base p"
class Mid(Base):
    def hi(self): return "mid>" + super().hi()
class Other(Base):
    def hi(self): return "other>" + super().hi()
class Leaf(Mid, Other):
    def hi(self): return "leaf>" + super().hi()
    @classmethod
    def make(cls): return "leaf " + super().make()
    @property
    def p(self): return super().p + "!"
    def gen(self): return [super(Leaf, self).hi() for _ in range(1)]
    def lam(self): return (lambda self: super().hi)(self)()
l = Leaf()
print(l.hi(), Leaf.make(), l.p, l.gen(), super(Mid, l).hi(), super(Mid, Leaf).make())
print(l.lam())
def f(self): return super().hi()
try:
    f(l)
except RuntimeError as e:
    print(e)
try:
    super(Mid, 5).hi
except TypeError as e:
    print(e)
class Cell:
    def who(self): return __class__
print(Cell().who() is Cell)
