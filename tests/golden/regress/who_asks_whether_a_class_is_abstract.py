import abc


class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...


class New(A):
    def __new__(cls, *args):
        return 5


class Later(A):
    def __new__(cls, *args):
        print("new", args)
        return super().__new__(cls)


class Number(A, int): ...


class Error(A, Exception): ...


class Init(A):
    def __init__(self, x): ...


for c in A, New, Later, Number, Error, Init:
    for args in (), (1,):
        for f in c, lambda *args: type.__call__(c, *args):
            try:
                print(c.__name__, args, repr(f(*args)))
            except TypeError as e:
                print(c.__name__, args, e)
