a = b = 1
a, *b = c
x: int = 5
(y): str
a.b[c] += d
