for f in (
    lambda: int({}, 1000), lambda: int({}, 10), lambda: pow(len, 1j, 2), lambda: pow(1, 1j, 2), lambda: memoryview(b"abcd")[::2].cast("1"), lambda: format(1, None), lambda: pow({}.keys(), 1, 1j),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for f in lambda: eval("1", "no", 5), lambda: eval("1", [], {}), lambda: eval("1", {}, 5):
    try:
        print(f())
    except TypeError as e:
        print(e)
