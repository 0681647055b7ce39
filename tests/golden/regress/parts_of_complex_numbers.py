import warnings
from fractions import Fraction


class Both:
    def __float__(self):
        return 2.0

    def __complex__(self):
        return 4j


class Only:
    def __complex__(self):
        return 4j


class Next:
    def __next__(self):
        return 1


for real in 1, 1j, Fraction(1, 3), Both(), Only(), "1":
    for imag in 1, 2j, Fraction(1, 2), Both(), Only(), None:
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            try:
                print(complex(real, imag), end=" ")
            except TypeError as e:
                print(e, end=" ")
        print([str(w.message) for w in found])
for f in bytes, bytearray, b"".join, "".join, bytearray().extend:
    try:
        f(Next())
    except TypeError as e:
        print(e)


class Text(str):
    def __index__(self):
        return 2


print(float(Text("7")), int(Text("7")), complex(Text("7")))


class Shown(str):
    def __repr__(self):
        return "shown"


class Data(bytes):
    def __float__(self):
        return 2.5


for f in lambda: int(Shown("x")), lambda: float(Shown("x")), lambda: float(Data(b"7")), lambda: float("x"):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(e)
