import builtins
original = builtins.print
def f(): print("through builtins")
builtins.print = lambda *a: original("patched", *a)
f()
builtins.print = original
f()
def g():
    len = lambda x: "local len"
    return len([1])
print(g(), len([1]))
int = 5
print(int)
del int
print(int("7"))
ns = {"__builtins__": {"print": lambda *a: original("restricted", *a)}}
exec("print('x')", ns)
try:
    exec("len([])", ns)
except NameError as e:
    print(e)
builtins.extra = "visible everywhere"
print(extra)
del builtins.extra
