# `f(*x)` iterates over x, whatever built-in class it derives from.
class T(tuple):
    def __iter__(self):
        return iter('tt')


class L(list):
    def __iter__(self):
        return iter('ll')


def f(*args):
    return args


print(f(*T((1, 2, 3))), f(*L([1])), f(0, *T(())), [*L()], *T((5,)))
