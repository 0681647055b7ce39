# An int of a class with a `__float__` of its own is as a float what that says, but not where floats calculate with it.
import cmath
import math


class Half(int):
    def __float__(self):
        return 2.5


class Below(Half):
    pass


class Plain(int):
    pass


for x in Half(7), Below(), Plain(3), True:
    print(float(x), complex(x), complex(1, x), math.sqrt(x), math.fsum([x]), cmath.sqrt(x))
    print("%f %e %d" % (x, x, x), format(x, ".1f"), f"{x:g}", x + 0.5, 0.5 * x, 2.5 == x, math.floor(x), math.hypot(x, x))
