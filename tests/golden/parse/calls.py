f()
f(a, *b, c=1, **d)
f(x for x in y)
a.b(c)[d](e)
