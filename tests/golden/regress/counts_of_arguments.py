for f in (
    lambda: issubclass(int), lambda: issubclass(1, 2, 3), lambda: [].sort(1, 2, 3), lambda: [].sort(1), lambda: [].sort(1, key=2, reverse=3), lambda: (1).to_bytes(1, "big", True, 4), lambda: (1).to_bytes(1, "big", True),
    lambda: compile(1, 2.5, 3), lambda: compile("1", "f", None), lambda: compile(1, 2, 3, 4, 5, 6, 7, 8), lambda: exec(1, 2, 3, 4, 5), lambda: sorted([], 1, 2),
):
    try:
        print(f())
    except TypeError as e:
        print(e)
