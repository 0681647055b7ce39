# What fills an OrderedDict goes through __setitem__, which a class may have of its own.
from collections import OrderedDict


class Last(OrderedDict):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)
        self.move_to_end(key)


d = Last([("a", 1)], b=2)
d.update({"a": 3}, c=4)
d |= {"b": 5}
print(d.setdefault("a", 9), d.setdefault("e", 6))
print(d, Last.fromkeys("xy", 0))
for bad in ([(1,)], [(1, 2, 3)], 5):
    try:
        Last(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(OrderedDict(a=1).keys(), OrderedDict(a=1).items(), type(iter(OrderedDict())), OrderedDict.__doc__ is None)
