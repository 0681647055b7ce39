for f in [lambda: sorted(1, k=2), lambda: sorted([2, 1], k=2), lambda: sorted(1, key=1, k=2), lambda: sorted(k=1), lambda: sorted(), lambda: sorted([], []), lambda: [].sort(k=1)]:
    try:
        print(f())
    except TypeError as e:
        print(e)
