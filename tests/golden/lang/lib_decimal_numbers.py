# Decimals among other numbers: hashes, comparisons, conversions, pickles' parts.
from fractions import Fraction
from _decimal import Decimal, DecimalTuple

print(hash(Decimal("0.5")) == hash(0.5), hash(Decimal(10**30)) == hash(10**30), hash(Decimal("1E-400")))
print(Decimal("0.5") == Fraction(1, 2), Decimal("0.1") == 0.1, Decimal("0.1") < 0.2, Decimal(1) == 1 + 0j)
print(Decimal(0.1), Decimal.from_number(2.5), float(Decimal("1e400")), complex(Decimal("1.5")))
print(Decimal("1.25").as_integer_ratio(), Decimal("-Infinity").as_tuple(), Decimal("12e3").as_tuple())
print(Decimal("1.5").__reduce__(), Decimal(" 1_000 "), Decimal("١٢"), isinstance(Decimal(1).as_tuple(), DecimalTuple))


class Money(Decimal):
    def __repr__(self):
        return f"Money({self})"


m = Money("2.50")
m.note = "x"
print(m, repr(m), type(m + 1).__name__, Money.from_float(0.5), m.note)
