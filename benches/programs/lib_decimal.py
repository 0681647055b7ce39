# group: library
# what: decimal: pi to 600 digits, and sums of money
# target: 1.0
from decimal import Decimal, getcontext, localcontext

with localcontext() as c:
    c.prec = 620
    a, b, t, p = Decimal(1), 1 / Decimal(2).sqrt(), Decimal("0.25"), Decimal(1)
    for _ in range(10):
        a, b, t, p = (a + b) / 2, (a * b).sqrt(), t - p * (a - (a + b) / 2) ** 2, 2 * p
    print(str((a + b) ** 2 / (4 * t))[:40])
total = Decimal(0)
rate = Decimal("1.0725")
for i in range(100000):
    total += (Decimal(i) / 100 * rate).quantize(Decimal("0.01"))
print(total, getcontext().prec)
