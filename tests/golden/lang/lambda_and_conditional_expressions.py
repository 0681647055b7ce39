f = lambda x, *a, k=2, **kw: (x, a, k, kw)
print(f(1), f(1, 2, k=3, z=4), (lambda: 5)(), (lambda x: lambda y: x + y)(1)(2))
print(1 if True else 0, (1 if 0 else 2) if 1 else 3, 1 if 0 else 2 if 0 else 3, [1, 2][1 if 1 else 0])
print(not 1 == 2, not (1 and 0), 1 or 0 and 0, 0 or "" or [] or "last", 1 and 2 and 3, "" and 1)
x = 5
print(-x ** 2, 2 ** -1, 2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 7 // 2 * 2, 1 + 2 * 3 % 4, 1 << 2 + 1, 6 & 3 | 8 ^ 1, ~5 & 0xF)
print(1 < 2 == True, (1 < 2) == True, 3 in [1] == False, not 3 in [1], 5 is not None, "a" "b" 'c')
