# The modulus of pow() is asked after the two others.
from decimal import Decimal, InvalidOperation
print(pow(2, 3, Decimal(5)), pow(Decimal(2), 3, 5), pow(2, Decimal(3), 5), pow(True, 3, Decimal(2)))
for args in (2, 3, Decimal("1.5")), (2.0, 3, Decimal(5)), (2, 3, "5"), (2, 3, 5.0), (2, 3, 5j):
    try:
        print(pow(*args))
    except (TypeError, ValueError, InvalidOperation) as e:
        print(type(e).__name__, e)
