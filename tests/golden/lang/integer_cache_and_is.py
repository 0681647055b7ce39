a = 256; b = 256
print(a is b)
def f(): return 1000
x = f(); y = x
print(x is y, None is f() is None)
print([] is not [], True is (1 == 1), "a" * 1 == "a")
n = None
print(n is None, n is not None, not n, n == None)
e = ...
print(e is Ellipsis, type(e))
s = "id" + "entifier"
print(s == "identifier", id(s) == id(s), id(1) == id(1), id(None) == id(None))
