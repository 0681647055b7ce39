# Digits, ideal exponents, and what the functions of `_decimal` round to.
from _decimal import Decimal, Context, localcontext

print(Decimal(1) / 3, Decimal("1.20") * 3, Decimal(10) / 4, Decimal("1E+3") + 1)
print(Decimal(7) // -2, Decimal(7) % -2, divmod(Decimal("-7.5"), 2))
print(Decimal(2).sqrt(), Decimal(2).ln(), Decimal(1).exp(), Decimal(5).log10())
print(Decimal(2) ** 100, Decimal(2) ** Decimal("0.5"), pow(Decimal(7), 13, 11))
with localcontext(prec=60):
    print(Decimal(2).exp(), Decimal(10).ln())
print(Decimal("2.675").quantize(Decimal("0.01")), round(Decimal("2.5")), Decimal("-0").copy_abs())
c = Context(prec=3, Emin=-5, Emax=5, traps=[])
print(c.multiply(999, 1000), c.divide(1, 30000000), c.flags)
