# Patterns take classes that derive from, or are registered with, the abstract sequence and mapping for such.
import collections
from collections.abc import Mapping, Sequence


class Seq(Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return 'abc'[i]


class Registered:
    def __len__(self):
        return 1

    def __getitem__(self, i):
        return 'r'[i]


class Below(Registered):
    pass


Sequence.register(Registered)


class Map(Mapping):
    def __getitem__(self, k):
        return {'x': 1, 'y': 2}[k]

    def __iter__(self):
        return iter('xy')

    def __len__(self):
        return 2


class Plain:
    __len__, __getitem__ = Registered.__len__, Registered.__getitem__


for o in (Seq(), Below(), Map(), Plain(), collections.UserList([1]), collections.UserDict(x=1), collections.ChainMap({'x': 5})):
    match o:
        case [first, *rest]:
            print(type(o).__name__, first, rest)
        case {'x': v, **rest}:
            print(type(o).__name__, v, rest)
        case _:
            print(type(o).__name__, 'neither')
print(hasattr(Sequence, '__abc_tpflags__'))
