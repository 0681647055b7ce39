for n in (4, 7):
    for i in range(2, n):
        if n % i == 0:
            print(n, "=", i, "*", n // i)
            break
    else:
        print(n, "is prime")
i = 0
while i < 3:
    i += 1
    if i == 2: continue
    print(i)
else:
    print("while else", i)
for x in []: pass
else: print("empty else")
def f():
    for i in range(3):
        try:
            continue
        finally:
            print("finally", i)
f()
