def shared():
    for i in range(5):
        got = yield i
        if got: print("got", got)
s = shared()
def d(name):
    try:
        r = yield from s
    finally:
        print("end", name)
    return r
a, b = d("a"), d("b")
print(next(a), next(b), a.send("from a"), b.send("from b"), next(s))
print(next(a, "a ended"), next(b, "b ended"))
s = shared(); a = d("a"); next(a)
s.close()
print(next(a, "a ended too"))
