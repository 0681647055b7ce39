# pow(a, b, m) asks the operands as the operator does, reflected method included.
class I(int):
    def __pow__(self, other, mod=None):
        return 'pow', int(self), int(other), mod


class N:
    def __pow__(self, other, mod=None):
        return 'N', mod

    def __rpow__(self, other, mod=None):
        return 'NR', other, mod


class J(int):
    def __rpow__(self, other, mod=None):
        return 'J', other, mod


print(pow(I(2), 3, 5), pow(N(), 3, 5), pow(2, N(), 5), pow(2, J(3), 5), pow(J(2), 3, 5), pow(2, 3, J(5)))
for args in ((2, 3, N()), (2, 3, 5.0), (2.0, 3, 5), (2, 3.0, 5), ('a', 1, 2), (1, 2, 3j), (2, 3, 0)):
    try:
        print(pow(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
