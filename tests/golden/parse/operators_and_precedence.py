a + b * c ** -d
not a == b < c in d
a or b and not c
a if b else c
x @ y // z << 1 | 2
