import sys
sys.ps1 = "in: "
sys.ps2 = "on: "
def f():
    nonlocal x

class Count:
    n = 0
    def __str__(self):
        self.n += 1
        return f"{self.n}> "

sys.ps1 = Count()
1
return 5
del sys.ps1
2
