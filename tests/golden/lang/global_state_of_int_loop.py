def f(n):
    total = i = 0
    while i < n:
        if i % 3 == 0 or i % 5 == 0:
            total += i
        elif i == n - 1:
            total -= 1
        i += 1
    return total
print(f(1000))
def g():
    x = 2**62
    for i in range(5):
        x += x // 2
        x -= 1
    return x
print(g())
def h():
    a, b = 0, 1
    out = []
    for _ in range(100): a, b = b, a + b
    return a
print(h())
def collatz(n):
    steps = 0
    while n != 1: n, steps = (n // 2 if n % 2 == 0 else 3 * n + 1), steps + 1
    return steps
print(max(collatz(i) for i in range(1, 300)))
i = 0
while True:
    i += 1
    if i > 5: break
    if i & 1: continue
    print(i, end=" ")
print()
for i in range(-3, 4): print(i // 2, i % 2, -i // 2, i >> 1, end="; ")
print()
