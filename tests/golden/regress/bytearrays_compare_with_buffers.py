import array

a = bytearray(b"ab")
for b in b"ac", memoryview(b"ab"), array.array("b", [97, 98]), array.array("h", [1]), "ab", 5:
    for method in "__eq__", "__lt__", "__ge__":
        print(type(b).__name__, method, getattr(a, method)(b), end=" ")
    for f in lambda: a < b, lambda: b < a, lambda: a == b, lambda: b != a:
        try:
            print(f(), end=" ")
        except TypeError as e:
            print(e, end=" ")
    print()
print(b"a".__eq__(a))
