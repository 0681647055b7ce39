"""A module."""
x = 1
y: int = x
for i in range(3):
    print(i, x)
