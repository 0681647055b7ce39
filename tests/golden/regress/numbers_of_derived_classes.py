# What converts asks a number of a derived class, whatever lies in it.
class F(float):
    def __float__(self):
        return 4.5

    def __int__(self):
        return 6


class C(complex):
    def __complex__(self):
        return 1 + 2j


class S(str):
    def __int__(self):
        return 3


f, c, s = F(1.5), C(3j), S("10")
print("%d %x %i" % (f, 255, f), "%d" % s, "%d" % 7.9)
print(complex(f), complex(f, f), complex(1, f), complex(c), complex(c, c), complex(1, c.imag))
try:
    print("%d" % "10")
except TypeError as e:
    print(e)
