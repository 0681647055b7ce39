import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, *rest: print("warned:", message)


class Small(int):
    pass


class N:
    def __index__(self):
        return Small(2)

    def __float__(self):
        return type("Real", (float,), {})(1)

    def __int__(self):
        return True


print(range(9)[N()], float(N()), "%d" % N(), type(int(N())), [1] * N())
