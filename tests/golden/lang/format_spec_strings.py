for spec in ("", "10", "<10", ">10", "^10", "*^9", ".2", "10.2", "s", "é>5", "05"):
    print(repr(spec), repr(format("abc", spec)))
for spec in ("d", "=10", "+", ",", "#", ".", "z"):
    try:
        print(format("abc", spec))
    except ValueError as e:
        print(repr(spec), e)
for value, spec in ((None, ">5"), ([], "5"), ({}, "d"), (object, "x"), (b"x", "5")):
    try:
        print(format(value, spec))
    except TypeError as e:
        print(e)
print(format(True), format(True, "5"), format(True, "d"), format(None), format([1], ""))
