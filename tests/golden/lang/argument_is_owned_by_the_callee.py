class T:
    def __del__(self):
        print("gone")
def f(a):
    a = None
    print("after clearing")
f(T())
print("end")
def g(a):
    del a
    print("after del")
g(T())
