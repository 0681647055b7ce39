import builtins
def f():
    return magic
try:
    f()
except NameError as e:
    print(e)
builtins.magic = 7
print(f())
builtins.magic = 8
print(f())
magic = 9
print(f())
del magic
print(f())
del builtins.magic
try:
    f()
except NameError as e:
    print(e)
