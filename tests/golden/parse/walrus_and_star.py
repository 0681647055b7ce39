if (n := f()) > 1: pass
print(*a, *b)
x = *a, b
