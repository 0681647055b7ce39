a = "hello"
b = "hello"
print(a is b, None is None, () is (), ... is Ellipsis, NotImplemented is NotImplemented)
x = []
print(x is x, [] is [], type(None) is type(None))
def f(): pass
print(f is f, f.__get__(1) is f.__get__(1), int is int)
l = [1, 2]
m = l
m += [3]
print(l is m, l)
