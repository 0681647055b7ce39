from functools import total_ordering
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n if isinstance(o, V) else NotImplemented
    def __lt__(self, o): return self.n < o.n if isinstance(o, V) else NotImplemented
    def __repr__(self): return f"V{self.n}"
a, b = V(1), V(2)
print(a < b, a <= b, a > b, a >= b, a == b, a != b, sorted([b, a]), max(a, b), a == 1, a != 1)
try:
    a < 1
except TypeError as e:
    print(e)
try:
    hash(a)
except TypeError as e:
    print(e)
class NE:
    def __eq__(self, o): return "eq"
print(NE() == 1, NE() != 1, 1 == NE(), 1 != NE())
print((1, "a") < (1, "b"), [1, 2] > [1], (1, 2) == [1, 2], {1: [1]} == {1: [1]}, {1} == frozenset([1]), "a" < "b" < "c")
