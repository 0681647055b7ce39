# `isinstance` asks the metaclass unless the class is exactly the object's own; objects with `__bases__` count as classes.
class Meta(type):
    def __instancecheck__(cls, instance):
        print('instance', cls.__name__, type(instance).__name__)
        return False

    def __subclasscheck__(cls, sub):
        print('sub', cls.__name__, sub.__name__)
        return True


class A(metaclass=Meta):
    pass


class B(A):
    pass


print(isinstance(A(), A), isinstance(B(), A), isinstance(5, (str, A)), issubclass(int, A))


class Like:
    def __init__(self, *bases):
        self.bases = bases

    __bases__ = property(lambda self: self.bases)


class Of:
    def __init__(self, kind):
        self.kind = kind

    __class__ = property(lambda self: self.kind)


top = Like()
low = Like(Like(top), Like())
print(isinstance(Of(low), top), isinstance(5, top), issubclass(low, top), issubclass(top, low))
for test in (lambda: isinstance(5, Like(1)) or isinstance(5, 5), lambda: issubclass(5, int), lambda: issubclass(low, 5)):
    try:
        print(test())
    except TypeError as e:
        print(e)
