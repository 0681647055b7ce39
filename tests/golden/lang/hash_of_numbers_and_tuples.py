print(hash(0), hash(1), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(2**64), hash(-2**63))
print(hash(1.5), hash(0.1), hash(float("inf")), hash(-float("inf")), hash(1e300))
print(hash(()), hash((1, 2)), hash((1, (2, 3))), hash(1j), hash(2.5 + 1j))
print(hash(None) == hash(None), hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])), hash(True))
from fractions import Fraction
print(hash(Fraction(1, 2)) == hash(0.5))
