# An OrderedDict asks for the hash itself where it writes, and says nothing about keys.
from collections import OrderedDict


def attempt(f):
    try:
        return f()
    except TypeError as e:
        return str(e)


class Ordered(OrderedDict):
    pass


for kind in OrderedDict, Ordered, dict:
    d = kind(a=1)
    print(kind.__name__)
    for f in [
            lambda: d.__setitem__([], 1), lambda: d.__delitem__([]), lambda: d[[]], lambda: d.get([]), lambda: d.pop([]), lambda: d.pop([], 1), lambda: d.setdefault([]), lambda: [] in d,
            lambda: d.update([([], 1)]), lambda: kind([([], 1)]), lambda: kind.fromkeys([[]])]:
        print(' ', attempt(f))
