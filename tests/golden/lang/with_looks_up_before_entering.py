class M:
    def __enter__(self):
        print("enter")
        del M.__exit__
        return self
    def __exit__(self, *a):
        print("exit was found before enter ran")
with M():
    print("body")
class Truth:
    def __bool__(self):
        print("truth asked")
        return True
class N:
    def __enter__(self): return self
    def __exit__(self, *a): return Truth()
with N():
    raise ValueError
with N():
    pass
print("done")
