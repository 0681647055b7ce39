for value in 1234567.891234, 0.00012345, 12, 2.5 + 1.25j:
    for spec in ".6_f", ",.4,f", ".,", "020._e", "._x", ".6_n", ".3,_f":
        try:
            print(format(value, spec))
        except ValueError as e:
            print(e)
