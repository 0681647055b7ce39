# A cast looks at the kind of its shape before the format, at the shape's numbers last.
flat = memoryview(b"abcdefgh")
for format, shape in (
    ("x", "x"), ("x", [1] * 65), ("x", [2, 4]), ("B", "x"), ("B", ["a", 8]), ("i", [-1]), ("q", [0]), ("B", [3, 3]), ("h", (2, 2)), ("B", [2, 4])
):
    try:
        print(flat.cast(format, shape).shape)
    except Exception as e:
        print(type(e).__name__, e)
odd = memoryview(b"abc")
for shape in (["a"], [0], [1]):
    try:
        print(odd.cast("h", shape))
    except Exception as e:
        print(type(e).__name__, e)
