def v(x):
    print("v", x)
    return x
print(v(1) < v(2) < v(3))
print(v(1) < v(0) < v(3))
print(v(1) == v(1) != v(2) in [v(2)])
x = [1]
print(x is x is not None, 1 < 2 > 1, 3 > 2 > 2)
