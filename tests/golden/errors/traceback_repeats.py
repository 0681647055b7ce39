# status: 1
def down(n):
    if n == 0:
        raise KeyError(("gone",))
    down(n - 1)


down(9)
