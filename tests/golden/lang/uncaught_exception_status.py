# status: 1
class T:
    def __del__(self): print("module global deleted")
t = T()
print("before")
try:
    raise KeyError("x")
finally:
    print("finally runs")
