# The annotation scope reads the class's namespace through a cell of this name.
class C:
    __classdict__: int
    y = 3

    def f(self, a: y) -> int:
        pass


print(C.__annotations__, C.f.__annotations__)
