# Words that are new in CPython 3.14.
import math
from datetime import timedelta
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def two():
    a, b = {1: 1, 2: 2, 3: 3}
show(two)
show(lambda: 1 in 2)
show(lambda: timedelta(1) / 0)
show(lambda: math.log(10, 1))
for op in (lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b, divmod):
    for a in (5, 5.0, 10 ** 30):
        show(lambda: op(a, 0))
