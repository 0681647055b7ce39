import collections.abc as abc
from collections import deque, OrderedDict, UserList


async def co(): ...
async def ag(): yield


def g(): yield


c = co()
values = {"list": [], "tuple": (), "str": "", "bytes": b"", "bytearray": bytearray(), "range": range(1), "dict": {},
          "set": set(), "frozenset": frozenset(), "int": 1, "None": None, "gen": g(), "coro": c, "agen": ag(),
          "func": g, "type": int, "iter": iter([]), "keys": {}.keys(), "items": {}.items(), "deque": deque(),
          "odict": OrderedDict(), "map": map(str, []), "UserList": UserList(), "mview": memoryview(b"")}
names = [n for n in abc.__all__ if n != "ByteString"]
for k, v in values.items():
    print(k, *[n for n in names if isinstance(v, getattr(abc, n))])
c.close()


class Countdown(abc.Sequence):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n

    def __getitem__(self, i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        return self.n - i


s = Countdown(4)
print(list(s), list(reversed(s)), 3 in s, s.index(2), s.count(4), isinstance(s, abc.Reversible))


class Bag(abc.MutableSet):
    def __init__(self, it=()): self.items = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.items
    def __iter__(self): return iter(self.items)
    def __len__(self): return len(self.items)
    def add(self, x): x in self.items or self.items.append(x)
    def discard(self, x): x in self.items and self.items.remove(x)


a, b = Bag([1, 2, 3]), Bag([2, 3, 4])
print(list(a & b), list(a | b), list(a - b), list(a ^ b), a < b, a <= a, a == Bag([3, 2, 1]), a.isdisjoint([9]), list({1, 7} - a))
a |= {8}
a -= {1}
print(list(a), a.pop(), list(a))


class Env(abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)


e = Env()
e.update({"a": 1}, b=2)
print(e.pop("a"), e.pop("zz", 0), e.setdefault("c", 3), list(e.items()), e == {"b": 2, "c": 3}, 2 in e.values(), ("b", 2) in e.items(), e.keys() & {"b"})
try:
    abc.Sequence()
except TypeError as err:
    print(err)
print(abc.Callable[[int, str], bool], abc.Callable[..., int], abc.Iterable[int], abc.Mapping[str, int], abc.Callable[[int], str].__args__)


class NoHash:
    __hash__ = None
    __iter__ = None


print(isinstance(NoHash(), abc.Hashable), isinstance(NoHash(), abc.Iterable), abc.Sequence.__module__)
