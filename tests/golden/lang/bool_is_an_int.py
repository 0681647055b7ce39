print(True + True, True * 3, -True, ~True, True & 1, True & False, True | False, True ^ True, True == 1.0)
print([10, 20][True], "ab" * True, isinstance(True, int), sum([True, True]), {True: "a", 1: "b", 1.0: "c"})
print(True // 2, True / 2, True ** 2, True << 3, divmod(True, 2), int(True), float(True), str(True), repr(False))
class B(int):
    def __repr__(self): return "B!"
print(B(3) + 1, [1, 2, 3, 4][B(2)], type(B(3) + 1).__name__, range(B(2)), B(5) == 5, hash(B(5)) == 5, f"{B(7)}", f"{B(7):>4}")
try:
    class C(bool): pass
except TypeError as e:
    print(e)
