for a in (7, -7):
    for b in (2, -2, 3, -3):
        print(a, b, a // b, a % b, divmod(a, b))
print(7.5 // 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, 1e300 % 7)
for bad in ("1 // 0", "1 % 0", "1 / 0", "1.0 // 0", "1.0 % 0", "divmod(1, 0)", "0 ** -1", "0.0 ** -1"):
    try:
        eval(bad)
    except ZeroDivisionError as e:
        print(bad, "->", e)
