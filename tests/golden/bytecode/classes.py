@decorate(1)
class A(Base, metaclass=M):
    """Doc."""
    x: int = 1
    def f(self):
        self.y = self.__z = 2
        return super().f()
    g = [i + j for i in range(3) for j in x]
