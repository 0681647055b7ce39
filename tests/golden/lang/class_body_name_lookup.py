x = "global"
def f():
    x = "local"
    class C:
        y = x
        x = "class"
        z = x
    return C.y, C.z
print(f())
class D:
    x = x + "!"
print(D.x)
