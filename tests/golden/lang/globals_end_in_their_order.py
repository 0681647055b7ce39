# At the end of a program objects that module names hold end in the order of the names, whatever memory they got.
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)


junk = [T(f"junk{i}") for i in range(6)]
for i in (3, 1, 5, 0, 2, 4):
    junk[i] = None
del junk, i
a = T("a")
b = T("b")
c = T("c")
d = T("d")
e = T("e")
print("end")
