# The exceptions of `_decimal` and their words.
from _decimal import Decimal, Context, getcontext, localcontext, setcontext

for make in (
    lambda: Decimal("x"),
    lambda: Decimal(1) / 0,
    lambda: Decimal(0) / 0,
    lambda: divmod(Decimal(1), 0),
    lambda: Decimal(1) + 1.5,
    lambda: Decimal("NaN") < 1,
    lambda: int(Decimal("NaN")),
    lambda: int(Decimal("Infinity")),
    lambda: hash(Decimal("sNaN")),
    lambda: Decimal((0, (10,), 0)),
    lambda: Decimal(None),
    lambda: Decimal(2).max("3"),
    lambda: Context(prec=0),
    lambda: getcontext().flags[1],
    lambda: setattr(getcontext(), "rounding", "x"),
    lambda: setcontext(1),
    lambda: localcontext(foo=1),
    lambda: format(Decimal(1), "zz"),
):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
