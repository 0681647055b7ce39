# The body of a class has a cell named __class__ for its methods, and no variable of that name.
try:

    class C:
        [super for _ in [1]]
        [__class__ for _ in [1]]

except NameError as e:
    print(type(e).__name__, e)

try:

    class D:
        def f(self):
            return __class__

        x = __class__

except NameError as e:
    print(type(e).__name__, e)


class E:
    def f(self):
        return [__class__ for _ in [1]], [super().__eq__(self) for _ in [1]]


print(E().f())
