import copy
from collections import OrderedDict


class Key:
    seen = 0

    def __hash__(self):
        return -1

    def __eq__(self, other):
        if Key.seen == 1:
            a.clear()
        Key.seen += 1
        return True


class Slots(OrderedDict):
    __slots__ = "x", "y"


class Clears(OrderedDict):
    def __getitem__(self, key):
        self.clear()


s = Slots(a=1)
s.x = 2
t = copy.copy(s)
print(t, t.x, hasattr(t, "y"), s.copy() == s)
a, b = OrderedDict({0: 0, Key(): 1, 4.2: 2}), OrderedDict({0: 0, Key(): 1, 4.2: 2})
for act in (lambda: Clears(a=1, b=2).copy(), lambda: a == b):
    try:
        print(act())
    except RuntimeError as e:
        print(e)
