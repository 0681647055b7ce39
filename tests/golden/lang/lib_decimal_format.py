# Format specifications of decimals.
from _decimal import Decimal

d = Decimal("-1234567.8901")
for spec in ("", ".3f", ",.2f", "_", "e", ".3e", "G", "%", ".0%", "020,.1f", "*^20", "+", "z.0f"):
    print(repr(format(d, spec)), repr(format(Decimal("NaN12"), spec)), repr(format(Decimal("0E+3"), spec)))
print(Decimal("1E+5"), Decimal("1E+5").to_eng_string(), Decimal("1E-9"), Decimal("0.0000001"))
