import weakref
class T:
    def __del__(self):
        print("del")
t = T()
r = weakref.ref(t, lambda r: print("callback", r() is None))
t = None
print(r() is None)
