# The table of a set of constants was made without comparing a complex number with others.
print(len({0, False, 0.0, 0j}), len({1, True, 1 + 0j}), 2 + 0j in {1, 2, 3}, {1: "a", 2 + 0j: "b", 2: "c"})
big = 10**30
print(len({big, complex(10**15), 10**15}), complex(2**70) in {2**70}, {2**70: 1}.get(complex(2**70)))
print(0j == None, 0j == "a", 0j == (), {0j, None, ""} == {None, 0, ""}, 1j in {1, 0}, (0j,) == (0,), {(0j, 1): 2}[0, 1])
