class C: pass
a, b = C(), C()
a.x = 1
d = a.__dict__
b.__dict__ = d
b.y = 2
print(a.y, sorted(d), a.__dict__ is b.__dict__)
d["z"] = 3
print(a.z, b.z)
del a.x
print(hasattr(b, "x"), d)
d.clear()
print(hasattr(a, "y"))
a.__dict__.update(p=1, q=2)
print(list(vars(b).items()))
for i in range(30): setattr(a, f"n{i}", i)
print(len(d), b.n29)
