import functools


def logged(f):
    """Outer."""
    @functools.wraps(f)
    def inner(*args, **kw):
        print("call", f.__name__, args, kw)
        return f(*args, **kw)
    return inner


@logged
def add(a, b=2):
    "Adds."
    return a + b


print(add(1), add(1, b=5), add.__name__, add.__doc__, add.__wrapped__.__name__)
basetwo = functools.partial(int, base=2)
print(basetwo("10010"), basetwo.func, basetwo.args, basetwo.keywords)
print(functools.partial(functools.partial(print, 1, sep="-"), 2).args)
print(functools.partial(max, 3))
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(lambda a, b: a + b, [], "start"))
try:
    functools.reduce(lambda a, b: a, [])
except TypeError as e:
    print(e)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state):
        self.alive = state
    set_alive = functools.partialmethod(set_state, True)
    set_dead = functools.partialmethod(set_state, state=False)


c = Cell()
c.set_alive()
print(c.alive)
c.set_dead()
print(c.alive)
