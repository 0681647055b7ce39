for i in range(3):
    x = i
    del x
try:
    x
except NameError as e:
    print(e)
def f():
    for i in range(3):
        try:
            if i: print(y)
        except UnboundLocalError as e:
            print(e)
        y = i
        if i == 1: del y
f()
items = [1, 2, 3]
for item in items: items = None
print(items, item)
for i in range(3):
    i = i * 10
    print(i, end=" ")
print(i)
def g(n):
    while n:
        n -= 1
        if n == 2: continue
        for k in range(n):
            if k == 1: break
        else:
            print("no break", n)
    else:
        return "done", n
print(g(5))
for a, b in {"k": "v"}.items(): del a
print("a" in dir(), b)
