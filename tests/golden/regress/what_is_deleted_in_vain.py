import collections
import traceback


class C:
    def __lt__(self, other):
        print("asked", end=" ")
        return NotImplemented


class Names(dict):
    def __delitem__(self, key):
        raise RuntimeError("not to be seen")


c = C()
c.value = 1
for text in "del c.valu", "c.valu", "sorted([c, c])", "sorted([c, 1])":
    try:
        exec(text)
    except (AttributeError, TypeError):
        print(traceback.format_exc().splitlines()[-1])
try:
    exec("del a", {}, Names(a=1))
except NameError as e:
    print(e)
try:
    match collections.deque([1]):
        case collections.deque(x):
            pass
except TypeError as e:
    print(e)
