inf, nan = float('inf'), float('nan')
print(complex(1, -0.0) + 1, 1 - complex(0, 0.0), complex(inf, nan) / 2, 2 * complex(nan, 1))
print(inf / (1 + 0j), 1.0 / complex(inf, -inf), 1 / (2 + 1j), 0 + complex(1, -0.0))
print(sum([complex(1, -0.0), 1]))
try:
    pow(1e200 + 1j, 5)
except OverflowError as e:
    print(e)
