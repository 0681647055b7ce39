class S(str):
    pass


class I(int):
    pass


for value in S("a"), I(1), True, "a":
    for spec in "q", "=5q7":
        try:
            format(value, spec)
        except ValueError as e:
            print(e)
