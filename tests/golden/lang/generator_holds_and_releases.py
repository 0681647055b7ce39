import sys
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def g(t):
    yield t.n
    t = None
    print("cleared")
    yield "second"
    u = T("local")
    yield "third"
x = g(T("arg"))
print(next(x))
print(next(x))
print(next(x))
x.close()
print("closed")
def h():
    t = T("unstarted never made")
    yield
y = h(); del y
def k(t): yield t
z = k(T("unstarted arg"))
del z
print("end")
