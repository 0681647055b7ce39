def f(a, b):
    c = a + b * 2
    c -= 1
    c <<= a
    d = -a if not b else ~a
    return c % 7, d // b, 2 ** 10, a @ b
