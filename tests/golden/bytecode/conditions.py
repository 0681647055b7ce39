def f(a, b, c):
    if a and not b or c is not None:
        return 1
    elif 0 <= a < b.limit:
        return 2
    if (a if b else c) and f(a) < 3:
        return 3
    while True:
        if __debug__ and a:
            break
