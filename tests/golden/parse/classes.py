@deco(1)
class C[T](Base, metaclass=M):
    x = 1
    def m(self): pass
