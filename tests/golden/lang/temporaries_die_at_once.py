class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def m(self, *a): print("m", self.n); return T(self.n + "'")
    def __add__(self, o): return T(self.n + o.n)
    def __getitem__(self, i): return self.n[i]
    def __bool__(self): return True
T("a").m().m()
print("-")
x = T("b") + T("c")
print("-")
T("d")[0]
print(T("e").n)
if T("f"): print("in if")
[T("g"), T("h")]
print("after list")
(lambda t: print("call"))(T("i"))
for _ in [T("j")]: print("loop")
del _
print("after loop")
y = [T(k) for k in "kl"]
y[0] = None
print("replaced")
y = None
a, b = T("p"), T("q")
a, b = b, a
print("swapped")
a = b
print("end", a.n)
