# Messages name the classes of native modules with their module.
import collections
import datetime
import functools
import itertools


class Own(collections.deque):
    pass


for o in (collections.deque(), itertools.count(), functools.partial(len), datetime.date(2020, 1, 1), datetime.timedelta(1), Own()):
    for f in (lambda: o @ 1, lambda: o.zork, lambda: o < 5, lambda: o()):
        try:
            f()
        except Exception as e:
            print(e)
print(itertools.count(3), collections.deque([1]), collections.OrderedDict(a=1))
