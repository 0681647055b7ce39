# What an operator consumed is finalised before the next expression is looked at.
class D:
    def __init__(self, f):
        self.f = f

    def __del__(self):
        self.f()

    def __bool__(self):
        return True

    def __neg__(self):
        return 1

    def __add__(self, other):
        return 2


def dies():
    global x
    x = 'dead'


def shown(f):
    global x
    x = 'alive'
    print(f())


shown(lambda: [not D(dies), x])
shown(lambda: [D(dies) == 1, x])
shown(lambda: [D(dies) is None, x])
shown(lambda: [-D(dies), x])
shown(lambda: [D(dies) + 1, x])
shown(lambda: [not [D(dies)], x])
shown(lambda: [[D(dies)][0] == 1, x])
shown(lambda: [1 in [D(dies)], x])
items = []
items.append(not D(items.clear))
print(items)
