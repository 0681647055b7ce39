# A float leaves the comparison with a complex number to that one.
print(2.5.__eq__(1j), 2.5.__ne__(1j), 2.5.__lt__(1j), (1j).__eq__(2.5), 2.5 == 2.5 + 0j, 2.5 != 2.5 + 0j)
class F(float):
    pass
print(F(1).__eq__(1 + 0j), F(1) == 1 + 0j)
