for x in (0.1, 1/3, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 0.0001, 0.00001,
          100.0, -0.0, 2.5, 1e100, float("inf"), -float("inf"), float("nan")):
    print(x, repr(x), str(x))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(5, -1), round(15, -1))
print(float("1_0.5"), float(" inf "), float("-Infinity"), float("1e5"), float(".5"), float("5."))
