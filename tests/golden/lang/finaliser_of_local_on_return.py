log = []
class T:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
def f():
    a = T("a")
    b = T("b")
    return 1
f()
print(log)
def g():
    t = T("raised")
    raise ValueError
try:
    g()
except ValueError:
    print(log[-1] == "raised")
print(log[-1])
