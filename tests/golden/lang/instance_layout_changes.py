class C: pass
def read(o): return o.a, o.b
x = C(); x.a = 1; x.b = 2
y = C(); y.b = 3; y.a = 4
print(read(x), read(y), vars(x), vars(y))
del x.a
try:
    read(x)
except AttributeError as e:
    print(e)
x.a = 9
print(read(x), vars(x))
for i in range(100): setattr(y, f"k{i}", i)
print(read(y), y.k99, len(vars(y)))
for i in range(100): delattr(y, f"k{i}")
print(vars(y))
z = C(); z.__dict__["a"] = 5; z.b = 6
print(read(z))
C.a = "class a"
w = C(); w.b = 1
print(read(w)); w.a = "own"; print(read(w)); del w.a; print(read(w))
