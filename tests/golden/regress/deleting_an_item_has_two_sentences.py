class C:
    pass


for value in None, 5, (1,), "a", C(), C, range(3), {1}.union:
    for key in 1, "k":
        try:
            del value[key]
        except TypeError as e:
            print(e)
