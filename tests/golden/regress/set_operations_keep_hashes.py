# Set operations asked elements for their hashes again, and a union grew later than CPython's.
class Counted:
    calls = 0

    def __init__(self, v):
        self.v = v

    def __hash__(self):
        Counted.calls += 1
        return self.v % 3

    def __eq__(self, other):
        return self.v == other.v


a, b = {Counted(i) for i in range(4)}, {Counted(i) for i in range(2, 6)}
Counted.calls = 0
print(len(a | b), len(a & b), len(a - b), len(a ^ b), len(a.union(b)), a <= b, a == b, Counted.calls)
print({1, 2, 3} | {9, 17}, {5, 33, 1, 65, 2}, frozenset((5, 33, 1, 65, 2)))
