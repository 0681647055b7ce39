if (n := len("abc")) > 2: print(n)
while (line := [1, 2, 3][n - 1]) != 1:
    n -= 1
print(line, n)
print((a := 1, b := 2), a, b)
f = lambda x: (y := x * 2) + y
print(f(3))
print([z for x in [1, 2] if (z := x)], z)
d = {"k": (v := 5)}
print(d, v, f"{(w := 3)}", w, f"{a:=5}")
def g(x=(q := 9)): return x
print(g(), q)
print(any((hit := i) > 2 for i in range(5)), hit)
