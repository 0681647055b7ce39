class Foo:
    count = 0
    def __init__(self):
        Foo.count += 1
        self.id = Foo.count
print([Foo().id for _ in range(5)], Foo.count)
class Bar(Foo): pass
Bar()
print(Bar.count, Foo.count)
Bar.count = 100
Bar()
print(Bar.count, Foo.count)
del Bar.count
print(Bar.count)
def method(self): return "patched"
f = Foo()
Foo.m = method
print(f.m())
Foo.m = lambda self: "again"
print(f.m())
f.m = lambda: "instance"
print(f.m())
del f.m, Foo.m
print(hasattr(f, "m"))
