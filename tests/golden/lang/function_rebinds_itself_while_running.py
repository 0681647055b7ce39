def f():
    global f
    del f
    return "still here"
print(f())
def g():
    global g
    g = None
    def inner(): return "cell ok"
    return inner()
print(g(), g)
