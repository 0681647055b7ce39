i = "kept"
print([i for i in range(3)], i)
def f(x):
    y = [x for x in range(x)]
    return x, y
print(f(3))
class C:
    n = 2
    rows = [k for k in range(n)]
    try:
        bad = [n for k in range(2)]
    except NameError as e:
        print(e)
print(C.rows)
