def f():
    return len("abc")
print(f(), f())
len = lambda x: "mine"
print(f())
del len
print(f())
