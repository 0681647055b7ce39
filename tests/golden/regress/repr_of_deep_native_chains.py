import collections, functools, itertools, operator, types

def chain(make, n):
    x = None
    for _ in range(n): x = make(x)
    return x

kinds = {
    "repeat": itertools.repeat,
    "partial": lambda x: functools.partial(print, x),
    "namespace": lambda x: types.SimpleNamespace(a=x),
    "defaultdict": lambda x: collections.defaultdict(None, a=x),
    "deque": lambda x: collections.deque([x]),
    "proxy": lambda x: types.MappingProxyType({1: x}),
    "values": lambda x: {1: x}.values(),
    "slice": slice,
    "method": lambda x: types.MethodType(chain, x or 1),
    "exception": ValueError,
    "itemgetter": operator.itemgetter,
    "classmethod": classmethod,
    "alias": lambda x: types.GenericAlias(list, x),
}
for name, make in kinds.items():
    try: repr(chain(make, 100_000))
    except RecursionError: print(name, "is too deep", end=" ")
    print(chain(make, 50) is not None and len(repr(chain(make, 50))) > 50)
